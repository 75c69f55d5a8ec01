import { Skeleton, Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";

/** Grey shapes of about the size of what is coming, so that nothing jumps when it comes. */
export function Loading({ rows = 3, height = 96 }: { rows?: number; height?: number }) {
  const { t } = useTranslation();
  const keys = Array.from({ length: rows }, (_, row) => `row-${row}`);
  return (
    <Stack gap="sm" role="status" aria-label={t("common.loading")}>
      {keys.map((key) => (
        <Skeleton key={key} height={height} radius="lg" />
      ))}
    </Stack>
  );
}
