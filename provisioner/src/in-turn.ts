/** Runs acts one after the other, in the order of the calls; one that fails does not keep the next from running. */
export function inTurn(): <Result>(act: () => Promise<Result>) => Promise<Result> {
  let last: Promise<unknown> = Promise.resolve();
  return (act) => {
    const result = last.then(act, act);
    last = result.catch(() => {});
    return result;
  };
}
