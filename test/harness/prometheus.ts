/** A series of an instant query's answer. */
export interface Sample {
  metric: Record<string, string>;
  value: number;
}

/** Asks a Prometheus now; throws with its own words when it does not understand. A value that is no number is no sample. */
export async function askPrometheus(url: string, query: string): Promise<Sample[]> {
  const response = await fetch(`${url}/api/v1/query`, { method: 'POST', body: new URLSearchParams({ query }) });
  const answer = (await response.json()) as { error?: string; data?: { result: { metric: Record<string, string>; value: [number, string] }[] } };
  if (!answer.data) throw new Error(`${answer.error}: ${query}`);
  return answer.data.result
    .map(({ metric, value: [, value] }) => ({ metric, value: Number(value) }))
    .filter(({ value }) => !Number.isNaN(value));
}
