import { api } from "@/lib/api";

const hour = 3_600_000;

export function useTopics() {
  return api.useQuery("get", "/api/topics/", {}, { staleTime: hour });
}

export function useProgrammes() {
  return api.useQuery("get", "/api/programmes/", {}, { staleTime: hour });
}

export function useExpert(id: number) {
  return api.useQuery("get", "/api/experts/{id}/", { params: { path: { id } } });
}
