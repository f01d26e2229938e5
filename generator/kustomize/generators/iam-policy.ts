import { iamCloudUnknown } from "../../problems/kustomize-transform-problems.ts";
import type { Node } from "../../yaml/node.ts";
import { mapping } from "../fields.ts";
import { idOfNode, makeResource, type Resource } from "../resource.ts";
import type { Asked } from "../transformer.ts";

/** What an IAMPolicyGenerator is told. */
export interface IamPolicyOptions {
  readonly cloud?: string;
  readonly kubernetesService?: { readonly name?: string; readonly namespace?: string };
  readonly serviceAccount?: { readonly name?: string; readonly projectId?: string };
}

/** The ServiceAccount that stands for an account of Google Cloud (`api/filters/iampolicygenerator`). */
export function generateIamPolicy(options: IamPolicyOptions, asked: Asked): Resource | undefined {
  const { cloud = "", kubernetesService = {}, serviceAccount = {} } = options;
  if (cloud !== "gke") {
    asked.context.problems.report(iamCloudUnknown(cloud), asked.entry);
    return undefined;
  }
  const account = `${serviceAccount.name ?? ""}@${serviceAccount.projectId ?? ""}.iam.gserviceaccount.com`;
  const metadata: Record<string, Node> = {
    annotations: mapping({ "iam.gke.io/gcp-service-account": text(account) }),
    name: text(kubernetesService.name ?? ""),
  };
  if (kubernetesService.namespace) metadata.namespace = text(kubernetesService.namespace);
  const node = mapping({ apiVersion: text("v1"), kind: text("ServiceAccount"), metadata: mapping(metadata) });
  return makeResource({ node }, idOfNode(node, asked.context.schemas.clusterScope));
}

function text(value: string): Node {
  return { kind: "scalar", tag: "str", text: value };
}
