import type { PodSecurityLevel } from "../model/facts.ts";
import { isMap, type Value, type ValueMap } from "../model/value.ts";
import { CONTAINER_LISTS } from "./pod-spec.ts";
import { listAt, mapAt, textAt, textsAt, valueAt } from "./value-at.ts";

/**
 * The strictest Pod Security Standard that pods of this spec comply with (https://kubernetes.io/docs/concepts/security/pod-security-standards/),
 * as the admission of the API server judges them. What a webhook adds to them later, a proxy for example, is not seen here.
 */
export function podSecurity(spec: ValueMap): PodSecurityLevel {
  const pod: Pod = {
    spec,
    volumes: listAt(spec.volumes, []),
    containers: CONTAINER_LISTS.flatMap((list) => listAt(spec, [list])),
  };
  if (!isBaseline(pod)) return "privileged";
  return isRestricted(pod) ? "restricted" : "baseline";
}

interface Pod {
  readonly spec: ValueMap;
  readonly volumes: readonly Value[];
  readonly containers: readonly Value[];
}

function isBaseline({ spec, volumes, containers }: Pod): boolean {
  const hasHostNamespace = ["hostNetwork", "hostPID", "hostIPC"].some((field) => spec[field] === true);
  const hasHostPath = volumes.some((volume) => mapAt(volume, ["hostPath"]) !== undefined);
  return (
    !hasHostNamespace &&
    !hasHostPath &&
    listAt(spec, ["securityContext", "sysctls"]).every((each) => SAFE_SYSCTLS.has(textAt(each, ["name"]) ?? "")) &&
    [spec, ...containers].every(hasBaselineContext) &&
    containers.every(isBaselineContainer)
  );
}

/** What both a pod and a container may say of themselves. */
function hasBaselineContext(subject: Value): boolean {
  const context = mapAt(subject, ["securityContext"]) ?? {};
  const type = textAt(context, ["seLinuxOptions", "type"]) ?? "";
  return (
    textAt(context, ["seccompProfile", "type"]) !== "Unconfined" &&
    textAt(context, ["appArmorProfile", "type"]) !== "Unconfined" &&
    valueAt(context, ["windowsOptions", "hostProcess"]) !== true &&
    SELINUX_TYPES.has(type) &&
    ["user", "role"].every((field) => (textAt(context, ["seLinuxOptions", field]) ?? "") === "")
  );
}

function isBaselineContainer(container: Value): boolean {
  const context = mapAt(container, ["securityContext"]) ?? {};
  return (
    context.privileged !== true &&
    (context.procMount ?? "Default") === "Default" &&
    textsAt(context, ["capabilities", "add"]).every((capability) => BASELINE_CAPABILITIES.has(capability)) &&
    listAt(container, ["ports"]).every((port) => (isMap(port) ? (port.hostPort ?? 0) : 0) === 0)
  );
}

function isRestricted({ spec, volumes, containers }: Pod): boolean {
  const ofPod = mapAt(spec, ["securityContext"]) ?? {};
  return (
    ofPod.runAsUser !== 0 &&
    volumes.every(isRestrictedVolume) &&
    containers.every((container) => {
      const context = mapAt(container, ["securityContext"]) ?? {};
      return (
        context.allowPrivilegeEscalation === false &&
        context.runAsUser !== 0 &&
        (context.runAsNonRoot ?? ofPod.runAsNonRoot) === true &&
        ["RuntimeDefault", "Localhost"].includes(seccompType(context) ?? seccompType(ofPod) ?? "") &&
        textsAt(context, ["capabilities", "drop"]).includes("ALL") &&
        textsAt(context, ["capabilities", "add"]).every((capability) => capability === "NET_BIND_SERVICE")
      );
    })
  );
}

function seccompType(context: ValueMap): string | undefined {
  return textAt(context, ["seccompProfile", "type"]);
}

function isRestrictedVolume(volume: Value): boolean {
  return isMap(volume) && Object.keys(volume).every((field) => field === "name" || RESTRICTED_VOLUMES.has(field));
}

const BASELINE_CAPABILITIES: ReadonlySet<string> = new Set([
  "AUDIT_WRITE",
  "CHOWN",
  "DAC_OVERRIDE",
  "FOWNER",
  "FSETID",
  "KILL",
  "MKNOD",
  "NET_BIND_SERVICE",
  "SETFCAP",
  "SETGID",
  "SETPCAP",
  "SETUID",
  "SYS_CHROOT",
]);

const SELINUX_TYPES: ReadonlySet<string> = new Set([
  "",
  "container_t",
  "container_init_t",
  "container_kvm_t",
  "container_engine_t",
]);

const SAFE_SYSCTLS: ReadonlySet<string> = new Set([
  "kernel.shm_rmid_forced",
  "net.ipv4.ip_local_port_range",
  "net.ipv4.ip_local_reserved_ports",
  "net.ipv4.ip_unprivileged_port_start",
  "net.ipv4.ping_group_range",
  "net.ipv4.tcp_fin_timeout",
  "net.ipv4.tcp_keepalive_intvl",
  "net.ipv4.tcp_keepalive_probes",
  "net.ipv4.tcp_keepalive_time",
  "net.ipv4.tcp_rmem",
  "net.ipv4.tcp_syncookies",
  "net.ipv4.tcp_wmem",
]);

const RESTRICTED_VOLUMES: ReadonlySet<string> = new Set([
  "configMap",
  "csi",
  "downwardAPI",
  "emptyDir",
  "ephemeral",
  "image",
  "persistentVolumeClaim",
  "projected",
  "secret",
]);
