import type { LoadedConfig } from '@vigie/config/load';
import { createSlack } from '../../provisioner/src/notify/slack.ts';
import type { Database } from '../../provisioner/src/store/database.ts';
import { startSlackSink } from '../harness/slack-sink.ts';

/** Takes every claim; what is once and what is twice is tested with a real database beside createSlack. */
const db = { query: async () => ({ rowCount: 1, rows: [] }) } as unknown as Database;

test('the stand-in understands what the real Slack client sends', async () => {
  const sink = await startSlackSink();
  process.env.TEST_SLACK_SINK_TOKEN = 'xoxb-1';
  try {
    const slack = { token: { env: 'TEST_SLACK_SINK_TOKEN' }, channel: '#ops', apiUrl: sink.apiUrl };
    const blocks = [{ type: 'header' as const, text: { type: 'plain_text' as const, text: 'Passed & done' } }];
    const told = sink.post('Restore test');
    expect(await createSlack({ config: { slack }, baseDir: '/' } as LoadedConfig, db)!.sendOnce('a', { text: 'Restore test of web-01', blocks })).toBe('sent');
    expect(await told).toEqual({ token: 'xoxb-1', channel: '#ops', text: 'Restore test of web-01', blocks });
    expect(sink.messages).toEqual([]);
  } finally {
    delete process.env.TEST_SLACK_SINK_TOKEN;
    await sink.close();
  }
});
