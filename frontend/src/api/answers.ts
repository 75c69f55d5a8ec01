/** The server sends every field of an answer; its description calls those optional that a request may leave out. */
export type Full<T> = unknown extends T ? T : { [Key in keyof T]-?: Full<T[Key]> };

type FullAnswer<Operation> = Operation extends { responses: infer Responses }
  ? Omit<Operation, "responses"> & { responses: Full<Responses> }
  : Operation;

export type Answered<Paths> = {
  [Path in keyof Paths]: { [Method in keyof Paths[Path]]: FullAnswer<Paths[Path][Method]> };
};
