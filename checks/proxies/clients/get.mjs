// Reads responses with Node's `fetch`, as they come; lines in and out as in get.py.

import { closeSync, openSync, writeSync } from "node:fs";
import { createInterface } from "node:readline";

for await (const line of createInterface({ input: process.stdin })) {
  const [url, accept, file] = line.split("\t");
  const body = openSync(file, "w");
  let told = "ok";
  try {
    const response = await fetch(url, { headers: { accept }, signal: AbortSignal.timeout(30_000) });
    for await (const chunk of response.body) writeSync(body, chunk);
    if (response.status !== 200) told = `status ${response.status}`;
  } catch (error) {
    told = `${error.name}: ${error.message}`;
  }
  closeSync(body);
  console.log(told);
}
