import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import createFetchClient, { type Middleware } from "openapi-fetch";
import createQueryHooks from "openapi-react-query";
import type { Answered } from "@/api/answers";
import type { paths } from "@/api/generated/schema";
import { setServerNow } from "./clock";
import { currentLanguage } from "./i18n";
import { ProblemError, problemOf } from "./problem";
import { wishAnswered, wishKey } from "./wishes";

export function csrfToken(): string {
  return /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie)?.[1] ?? "";
}

/** The headers that every call to the server carries: the language to answer in, and proof of origin. */
export function callHeaders(): Record<string, string> {
  return { "Accept-Language": currentLanguage(), "X-CSRFToken": csrfToken() };
}

const ours: Middleware = {
  async onRequest({ request }) {
    for (const [name, value] of Object.entries(callHeaders())) request.headers.set(name, value);
    const key = await wishKey(request);
    if (key) request.headers.set("Idempotency-Key", key);
    return request;
  },
  async onResponse({ request, response }) {
    wishAnswered(request.headers.get("Idempotency-Key"), response.status);
    if (!response.ok) throw await problemOf(response);
  },
  onError: () => new ProblemError(0, { code: "offline" }),
};

const client = createFetchClient<Answered<paths>>({
  baseUrl: window.location.origin,
  credentials: "same-origin",
});
client.use(ours);

export const api = createQueryHooks(client);

function isWorthRetrying(failures: number, error: unknown): boolean {
  return failures < 2 && error instanceof ProblemError && (error.status === 0 || error.status >= 502);
}

/** A sign-in that ended meanwhile: asks again who this is, which leads to the sign-in page. */
function noticeSignedOut(error: unknown): void {
  const known = queryClient.getQueryState(["get", "/api/me/", {}])?.data;
  if (!known || !(error instanceof ProblemError) || error.status !== 401) return;
  void queryClient.resetQueries({ queryKey: ["get", "/api/me/"] });
}

/** The answers that tell the server's time set our clock, before anything that shows time is drawn with them. */
function followClock(answer: unknown): void {
  const told = typeof answer === "object" && answer !== null && "now" in answer ? answer.now : null;
  if (typeof told === "string") setServerNow(told);
}

export const queryClient: QueryClient = new QueryClient({
  queryCache: new QueryCache({
    onError: noticeSignedOut,
    onSuccess: (answer, query) => (query.meta?.isNowOld ? undefined : followClock(answer)),
  }),
  mutationCache: new MutationCache({ onError: noticeSignedOut }),
  defaultOptions: {
    queries: { staleTime: 15_000, retry: isWorthRetrying, networkMode: "always" },
    mutations: { networkMode: "always" },
  },
});
