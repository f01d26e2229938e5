import type { Platform } from "../model/platform.ts";
import type { ValueMap } from "../model/value.ts";

/**
 * Argo CD's setting by which it assesses the health of an Application. Since 1.8 it has none of its own, and then sync waves between
 * Applications wait for nothing (argo-cd docs/operator-manual/health.md). One key of argocd-cm: `kubectl apply --server-side` adds it
 * and leaves the others alone.
 */
export function applicationHealth(platform: Platform): ValueMap {
  return {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: {
      name: "argocd-cm",
      namespace: platform.values.delivery.argocd.namespace,
      // Argo CD reads only settings that have this label.
      labels: { "app.kubernetes.io/part-of": "argocd" },
    },
    data: { "resource.customizations.health.argoproj.io_Application": HEALTH_CHECK },
  };
}

/**
 * Healthy means synced and healthy, as Ready does in Flux. The health that Argo CD computes is not enough: objects that could not be created
 * yet do not count against it (argo-cd controller/health.go, setApplicationHealth), so the next wave would start too early.
 */
const HEALTH_CHECK = `local health = { status = "Progressing", message = "Not synced yet" }
local status = obj.status or {}
local operation = status.operationState
if operation == nil or operation.phase == nil then
  return health
end
if operation.phase == "Running" or operation.phase == "Terminating" then
  health.message = operation.message or "Syncing"
elseif operation.phase == "Failed" or operation.phase == "Error" then
  health.status = "Degraded"
  health.message = operation.message or "The last sync failed"
elseif status.health ~= nil and status.health.status ~= nil then
  health.status = status.health.status
  health.message = status.health.message or ""
end
return health
`;
