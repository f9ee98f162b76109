/** The method and the path of a request that gets to some code; `*` stands for any path. */
export interface AskedRequest {
  readonly method: string;
  readonly path: string;
}
