import type { Problem } from "../model/problem.ts";
import { withoutCredentials } from "./without-credentials.ts";

/** `--to` is no reference. */
export function publishTargetInvalid(target: string): Problem {
  return {
    code: "PUBLISH_TARGET_INVALID",
    message: `\`${withoutCredentials(target)}\` is not where an artifact can go`,
    hint: "Write `oci://registry.example.com/path:tag`, the path in lower case; without a tag it is `latest`.",
  };
}

/** Neither the command line nor the values say where an environment's artifact goes. */
export function publishTargetMissing(environment: string): Problem {
  return {
    code: "PUBLISH_TARGET_MISSING",
    message: `Nothing says where ${environment} is published`,
    hint: "Name it with --to oci://registry.example.com/path:tag, or set delivery.flux.artifact, from which Flux then syncs.",
  };
}

/** One artifact per tag: the last of several would be all that is left. */
export function publishTargetShared(target: string): Problem {
  return {
    code: "PUBLISH_TARGET_SHARED",
    message: `Several environments would be published as ${target}`,
    hint: "Name one environment with --env, or set delivery.flux.artifact in each.",
  };
}

/** What would be published is not what the repository has. */
export function publishUncommitted(folder: string, changes: number): Problem {
  return {
    code: "PUBLISH_UNCOMMITTED",
    message: `${folder} has ${changes === 1 ? "a change that is" : `${changes} changes that are`} not committed`,
    hint: "Commit it first: what is published is what somebody can look up.",
  };
}

/** Git does not say whether what would be published is committed. */
export function publishGitFailed(folder: string, reason: string): Problem {
  return {
    code: "PUBLISH_GIT_FAILED",
    message: `Whether ${folder} is committed cannot be told: ${withoutCredentials(reason).replaceAll(/\s*\n\s*/g, " ")}`,
    hint: "What is published is what somebody can look up: let git answer here, or publish from a folder that is in no repository.",
  };
}

/** No answer: no such host, no network, a proxy. */
export function registryUnreachable(target: string, registry: string, reason: string): Problem {
  return {
    code: "REGISTRY_UNREACHABLE",
    message: `${target} cannot be published: ${registry} does not answer (${reason})`,
    hint: "Check the name, the network and the proxy settings.",
  };
}

/** The registry answered, and not with success. */
export function registryRefused(target: string, registry: string, status: number): Problem {
  return {
    code: "REGISTRY_REFUSED",
    message: `${target} cannot be published: ${registry} answered ${status}`,
    hint:
      status === 401 || status === 403
        ? "Log in with `docker login`, as somebody who may push there."
        : "Check that the repository is there, and that its tags may be replaced.",
  };
}

/** The registry answered what the specification does not allow, or what nobody should follow. `what` continues its name. */
export function registryAnswerInvalid(target: string, registry: string, what: string): Problem {
  return {
    code: "REGISTRY_ANSWER_INVALID",
    message: `${target} cannot be published: ${registry} ${what}`,
    hint: "Ask who runs the registry: it, or a proxy in front of it, is not set up as it should be. Nothing was sent there.",
  };
}
