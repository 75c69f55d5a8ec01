import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "react-router";
import { signOut } from "./allauth";

/** Ends the sign-in and forgets everything that was read under it. */
export function useSignOut() {
  const queries = useQueryClient();
  const navigate = useNavigate();
  return async () => {
    await signOut();
    await navigate("/sign-in");
    queries.removeQueries({ type: "inactive" });
    await queries.resetQueries();
  };
}
