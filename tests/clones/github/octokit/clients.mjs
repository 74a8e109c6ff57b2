// What both scripts share: clients with all three plugins, and what a refusal looked like.
import { Octokit } from "@octokit/rest";
import { retry } from "@octokit/plugin-retry";
import { throttling } from "@octokit/plugin-throttling";
import Bottleneck from "bottleneck/light.js";

const Client = Octokit.plugin(retry, throttling);
const quiet = { debug() {}, info() {}, warn() {}, error() {} };
export const limited = [];

export function client(token, more = {}) {
  const at_once = (id) => new Bottleneck.Group({ id: `${id}-${token}`, maxConcurrent: 10 });
  const note = (kind, again) => (retryAfter, options, octokit, count) => {
    limited.push([kind, retryAfter, count]);
    return again && count < 1;
  };
  return new Client({
    baseUrl: process.env.BASE,
    auth: token,
    log: quiet,
    retry: { retryAfterBaseValue: 1 },
    throttle: {
      // As delivered it waits seconds between writes: the clone is to be tested, not patience.
      write: at_once("write"), search: at_once("search"), notifications: at_once("notifications"),
      global: at_once("global"), retryAfterBaseValue: 1,
      onRateLimit: note("primary", false), onSecondaryRateLimit: note("secondary", true),
    },
    ...more,
  });
}

export async function refused(promise) {
  try {
    await promise;
  } catch (error) {
    const data = error.response?.data;
    return { status: error.status, message: data?.message ?? error.message, errors: data?.errors,
      headers: error.response?.headers };
  }
  throw new Error("nothing was refused");
}

export async function told(promise) {
  const { status, message, errors } = await refused(promise);
  return errors ? [status, message, errors] : [status, message];
}
