// Reads GEXF from standard input with graphology-gexf and prints what it found as JSON.
import { readFileSync } from "node:fs";
import graphology from "graphology";
import { parse } from "graphology-gexf/index.js";

const graph = parse(graphology.MultiGraph ? graphology : graphology.default, readFileSync(0, "utf8"), {
  allowUndeclaredAttributes: false,
  addMissingNodes: false,
});
const found = graph.export();
console.log(
  JSON.stringify({ directed: graph.type === "directed", nodes: found.nodes, edges: found.edges }),
);
