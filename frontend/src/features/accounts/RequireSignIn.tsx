import { useRef } from "react";
import { Navigate, Outlet, useLocation } from "react-router";
import { ErrorState } from "@/components/ErrorState";
import { Loading } from "@/components/Loading";
import { useInstallation } from "@/lib/installation";
import { asProblem } from "@/lib/problem";
import classes from "./accounts.module.css";
import { useMeQuery } from "./me";
import { useOwnLanguage } from "./useOwnLanguage";

/** Lets signed-in people through and sends the others to the sign-in page, to come back afterwards. */
export function RequireSignIn() {
  const { data, error, refetch } = useMeQuery();
  // Pages reckon with the server's clock, which its answer about the installation sets.
  const { isPending: clockUnknown } = useInstallation();
  const { pathname, search } = useLocation();
  useOwnLanguage(data);
  const wasIn = useRef(false);
  if (data) wasIn.current = true;
  const status = asProblem(error)?.status;
  if (status === 401 || status === 403) {
    const next = encodeURIComponent(pathname + search);
    return <Navigate to={`/sign-in?next=${next}`} state={{ ended: wasIn.current }} replace />;
  }
  if (data && !clockUnknown) return <Outlet />;
  return (
    <div className={classes.waiting}>
      {error ? <ErrorState error={error} onRetry={refetch} /> : <Loading />}
    </div>
  );
}
