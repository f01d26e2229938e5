import type { Place, Problem } from "../model/problem.ts";

export function templateRawOutput(place: Place): Problem {
  return {
    code: "TEMPLATE_RAW_OUTPUT",
    message: "A template may not print raw text with <%-: a value could then change the structure of the manifest.",
    hint: "Print the value with <%= %>: it comes out as a quoted scalar, list or map.",
    place,
  };
}

export function templateValueInText(place: Place): Problem {
  return {
    code: "TEMPLATE_VALUE_IN_TEXT",
    message: "<%= %> prints a whole value, and stands within a text here.",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: what a template has to say
    hint: "Print the whole text, without quotes around it: <%= `kf-${name}` %> in place of kf-<%= name %>.",
    place,
  };
}

export function templateFailed(reason: string, place: Place): Problem {
  return {
    code: "TEMPLATE_FAILED",
    message: `The template stops here: ${reason}`,
    hint: 'What a template can name is in docs/own-components.md; ask whether an optional value is there with "name" in settings.',
    place,
  };
}

export function settingRefused(message: string, place: Place | undefined): Problem {
  return {
    code: "SETTING_REFUSED",
    message,
    hint: "docs/values.md explains each setting of the platform and of its components.",
    ...(place && { place }),
  };
}

export function renderedYamlInvalid(reason: string, renderedLine: string, place: Place): Problem {
  return {
    code: "RENDERED_YAML_INVALID",
    message: `What this file renders is not YAML: ${reason}`,
    hint: `The rendered text stops at: ${renderedLine.trim()}`,
    place,
  };
}

export function resourceIncomplete(place: Place | undefined): Problem {
  return {
    code: "RESOURCE_INCOMPLETE",
    message: "A resource needs apiVersion, kind and metadata.name.",
    hint: "Each document of a file below resources/ is one Kubernetes object.",
    ...(place && { place }),
  };
}

/** `fault` is a sentence without its full stop. */
export function patchUnreadable(fault: string, place: Place | undefined): Problem {
  return {
    code: "PATCH_UNREADABLE",
    message: `${fault}.`,
    hint: "Write an object with apiVersion, kind and metadata.name; or {target: {...}, patch: [operations]}; or {configMapGenerator: [...]}.",
    ...(place && { place }),
  };
}

export function chartValuesUnreadable(place: Place | undefined): Problem {
  return {
    code: "CHART_VALUES_UNREADABLE",
    message: "The values of a chart are one mapping.",
    hint: "Write them as the chart's own values.yaml has them: keys and values, no list at the top.",
    ...(place && { place }),
  };
}

/** `fault` completes "is not readable:"; `name`: of the entry, as far as it has one. */
export function expectationInvalid(fault: string, name: string, place: Place | undefined): Problem {
  return {
    code: "EXPECTATION_INVALID",
    message: `This is no expectation${name === "" ? "" : ` (${name})`}: ${fault}.`,
    hint: "Each entry is {kind, namespace, name, keys: [...], optional: true, reason}; namespace, keys and optional may be left out.",
    ...(place && { place }),
  };
}

export function chartMissing(component: string, place: Place): Problem {
  return {
    code: "CHART_MISSING",
    message: `${component} is not delivered from a Helm chart: nothing reads these values.`,
    hint: `Change ${component} through its settings, or by patches in ${component}/patches/.`,
    place,
  };
}

export function patchHitsNothing(
  target: string,
  component: string,
  nearest: string | undefined,
  place: Place | undefined,
): Problem {
  return {
    code: "PATCH_HITS_NOTHING",
    message: `No object of ${component} is ${target}.${nearest === undefined ? "" : ` The nearest is ${nearest}.`}`,
    hint: "A patch names apiVersion, kind, namespace and name as upstream renders them; a generated name goes without its hash.",
    ...(place && { place }),
  };
}

export function imageHitsNothing(image: string, nearest: string | undefined, place: Place | undefined): Problem {
  return {
    code: "IMAGE_HITS_NOTHING",
    message: `Nothing on the platform names the image ${image}.${nearest === undefined ? "" : ` Did you mean ${nearest}?`}`,
    hint: "Name the image as upstream does, with its registry and without tag or digest.",
    ...(place && { place }),
  };
}

export function replicasHitNothing(
  workload: string,
  component: string,
  known: readonly string[],
  place: Place | undefined,
): Problem {
  return {
    code: "REPLICAS_HIT_NOTHING",
    message: `${component} has no Deployment or StatefulSet ${workload}.`,
    hint: known.length === 0 ? `${component} has no workload at all.` : `It has ${known.join(", ")}.`,
    ...(place && { place }),
  };
}

/** `components`: of those that have it, one twice that has it twice. */
export function duplicateObject(object: string, components: readonly string[], place: Place | undefined): Problem {
  const [name] = components;
  if (components.every((each) => each === name))
    return {
      code: "DUPLICATE_OBJECT",
      message: `${object} is in ${name} twice: nothing may have one object of its own and upstream's, or two.`,
      hint: `Change upstream's by a patch in ${name}/patches/, or take it out with a $patch: delete patch.`,
      ...(place && { place }),
    };
  return {
    code: "DUPLICATE_OBJECT",
    message: `${object} comes from ${components.join(" and from ")}: two components may not own one object.`,
    hint: "Remove one of the two, or take it out of one component with a $patch: delete patch.",
    ...(place && { place }),
  };
}
