import { api } from "@/lib/api";

type Sent = { files: string[] };

function formData(files: File[]): FormData {
  const data = new FormData();
  for (const file of files) data.append("files", file);
  return data;
}

/** A look at what files would change, and the change itself. Files travel as a multipart form. */
export function useImport() {
  const preview = api.useMutation("post", "/api/imports/preview/");
  const apply = api.useMutation("post", "/api/imports/");
  const asForm = (files: File[]) => ({
    body: { files: [] } satisfies Sent,
    bodySerializer: () => formData(files),
  });
  return {
    preview,
    apply,
    look: (files: File[]) => preview.mutateAsync(asForm(files)).catch(() => null),
    carryOut: (files: File[]) => apply.mutateAsync(asForm(files)).catch(() => null),
  };
}
