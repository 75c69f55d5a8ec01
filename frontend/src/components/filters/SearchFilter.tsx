import { TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { useEffect, useRef, useState } from "react";
import { Icon } from "@/components/Icon";
import type { UrlState } from "@/lib/useUrlState";

type SearchFilterProps = { url: UrlState; label: string; placeholder?: string };

/** Words to look for; they stand in the address as `q` once the typing rests. */
export function SearchFilter({ url, ...rest }: SearchFilterProps) {
  const inUrl = url.get("q");
  const [words, setWords] = useState(inUrl);
  const sent = useRef(inUrl);
  const search = useDebouncedCallback((q: string) => {
    sent.current = q;
    url.set({ q });
  }, 300);
  // What comes back from the address is older than what was typed meanwhile.
  useEffect(() => {
    if (inUrl === sent.current) return;
    sent.current = inUrl;
    setWords(inUrl);
  }, [inUrl]);
  return (
    <TextInput
      {...rest}
      type="search"
      size="md"
      leftSection={<Icon name="search" />}
      value={words}
      onChange={({ currentTarget: { value } }) => {
        setWords(value);
        search(value);
      }}
    />
  );
}
