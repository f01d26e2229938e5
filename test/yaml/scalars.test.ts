import { describe, expect, it } from "vitest";
import { floatValue, integerDigits, printFloat } from "../../generator/yaml/go-number.ts";
import { compareKeys } from "../../generator/yaml/key-order.ts";
import { fromValue, toValue } from "../../generator/yaml/node-value.ts";
import { resolvePlain, resolvePlainYaml11 } from "../../generator/yaml/resolve-scalar.ts";
import { rfc3339 } from "../../generator/yaml/timestamp.ts";

describe("integerDigits", () => {
  it.each([
    ["0777", "511"],
    ["-0x10", "-16"],
    ["+1_0", "10"],
    ["0B11", "3"],
    ["0b-11", "-3"],
    ["18446744073709551615", "18446744073709551615"],
    ["-9223372036854775808", "-9223372036854775808"],
  ])("%s is %s", (text, digits) => {
    expect(integerDigits(text, "0b")).toBe(digits);
  });

  it.each(["08", "0x", "1.0", "", "18446744073709551616", "+9223372036854775808", "0b2", "0o8", "1e3"])(
    "%s is none",
    (text) => {
      expect(integerDigits(text, "0b 0o")).toBeUndefined();
    },
  );

  it("knows a sign behind 0o only to go-yaml v3", () => {
    expect([integerDigits("0o-7", "0b 0o"), integerDigits("0o-7", "0b")]).toStrictEqual(["-7", undefined]);
  });
});

describe("printFloat", () => {
  it.each([
    [1, "1"],
    [-0, "0"],
    [1e20, "1e+20"],
    [1e15, "1000000000000000"],
    [1.8446744073709552e19, "1.8446744073709552e+19"],
    [1234567.5, "1.2345675e+06"],
    [123456.5, "123456.5"],
    [0.0001, "0.0001"],
    [0.00001, "1e-05"],
    [1.5e-300, "1.5e-300"],
    [-1e21, "-1e+21"],
  ])("%d is %s", (value, text) => {
    expect(printFloat(value)).toBe(text);
  });

  it("reads floats with underscores, but not behind a leading point", () => {
    expect([floatValue("1_0.5"), floatValue(".5_0"), floatValue("1e999")]).toStrictEqual([10.5, undefined, undefined]);
  });
});

describe("rfc3339", () => {
  it.each([
    ["2020-1-2", "2020-01-02T00:00:00Z"],
    ["2020-02-29 1:2:3.10", "2020-02-29T01:02:03.1Z"],
    ["2001-12-14t21:59:43,000-05:30", "2001-12-14T21:59:43-05:30"],
    ["2001-12-14T21:59:43+00:00", "2001-12-14T21:59:43Z"],
  ])("%s is %s", (text, time) => {
    expect(rfc3339(text)).toBe(time);
  });

  it.each([
    "2021-02-29",
    "2020-13-01",
    "2020-00-01",
    "2020-01-32",
    "2020-01-01 24:00:00",
    "20-1-1",
    "2020-01-01T10:00",
  ])("%s is none", (text) => {
    expect(rfc3339(text)).toBeUndefined();
  });
});

describe("resolving plain scalars", () => {
  it("takes the words of YAML 1.1 for booleans only under its rules", () => {
    expect(["yes", "On", "n"].map(resolvePlain)).toStrictEqual(["str", "str", "str"]);
    expect(["yes", "On", "n"].map(resolvePlainYaml11)).toStrictEqual(["bool", "bool", "bool"]);
  });
});

describe("compareKeys", () => {
  it("orders like go-yaml v2, whatever the order before", () => {
    const sorted = [
      "",
      "-",
      "/",
      "_",
      "~",
      "1",
      "9",
      "10",
      "8080",
      "A",
      "a",
      "a b",
      "a-b",
      "a.b",
      "a_b",
      "a0",
      "a1",
      "a01",
      "a001",
      "a2",
      "a10",
      "ab",
      "é",
    ];
    for (let turn = 0; turn < sorted.length; turn++) {
      const turned = [...sorted.slice(turn), ...sorted.slice(0, turn)].reverse();
      expect(turned.sort(compareKeys)).toStrictEqual(sorted);
    }
  });
});

describe("plain values", () => {
  it("are the same after they were nodes", () => {
    const value = { a: [1, -1.5, 1e30, true, null, "", "yes", { "": {} }], __proto__x: "x" };
    expect(toValue(fromValue(value))).toStrictEqual(value);
  });
});
