// Reads a list of AsyncAPI documents and writes what the parser has to say of each, as JSON.
import { readFileSync } from "node:fs";
import { Parser } from "@asyncapi/parser";

const told = [];
for (const document of JSON.parse(readFileSync(0, "utf-8"))) {
  const { diagnostics } = await new Parser().parse(document);
  told.push(diagnostics);
}
process.stdout.write(JSON.stringify(told));
