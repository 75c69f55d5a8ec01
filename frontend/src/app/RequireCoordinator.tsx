import { Outlet } from "react-router";
import { isCoordinator, useMe } from "@/features/accounts/me";
import { NotFoundPage } from "./pages/NotFoundPage";

export function RequireCoordinator() {
  return isCoordinator(useMe()) ? <Outlet /> : <NotFoundPage />;
}
