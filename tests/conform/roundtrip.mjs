// One file filled by one client and saved. usage: roundtrip.mjs CLIENT SOURCE WANTS.json TARGET
import { readFileSync, writeFileSync } from "node:fs";
import { writers } from "./writers.mjs";

const [client, source, wants, target] = process.argv.slice(2);
writeFileSync(target, new Uint8Array(await writers[client](source, JSON.parse(readFileSync(wants, "utf8")))));
process.exit(0);
