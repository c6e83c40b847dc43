import type { LoadedConfig } from '@vigie/config/load';
import { readSecret } from '@vigie/config/secret';
import { because } from '@vigie/contract/step-reasons';
import { LogLevel, WebClient, type Logger } from '@slack/web-api';
import { StepFailure, StepRetry } from '../steps/failure.ts';
import type { Database } from '../store/database.ts';
import { claimSlackMessage, slackMessageRefused, slackMessageSent, slackPlaceOf } from '../store/sent-slack-messages.ts';
import { isMessageGone, slackRefusal } from './slack-refusal.ts';

const timeoutMs = 15_000;

/** The blocks of Slack's Block Kit that we use. `mrkdwn` gives `&`, `<` and `>` a meaning: see slackText. */
export type SlackBlock =
  | { type: 'header'; text: { type: 'plain_text'; text: string } }
  | { type: 'section'; text: { type: 'mrkdwn'; text: string } }
  | { type: 'section'; fields: { type: 'mrkdwn'; text: string }[] };

/** `text` is what notifications and screen readers have of it. */
export interface SlackMessage {
  text: string;
  blocks: SlackBlock[];
}

export interface SlackPort {
  /** Sends a message at most once for each key. `doubtful`: it may have gone out, and nobody knows. */
  sendOnce(key: string, message: SlackMessage): Promise<'sent' | 'doubtful'>;
  /** Changes the message that went out for the key. `gone`: there is none that could be changed, or somebody deleted it. */
  update(key: string, message: SlackMessage): Promise<'updated' | 'gone'>;
}

/**
 * Messages to the channel of vigie.yaml; null when it has none. A message that Slack refused, or never got, throws a StepFailure or a
 * StepRetry and may be sent again. After anything else nobody knows whether it went out, so it is not sent again.
 */
export function createSlack({ config, baseDir }: LoadedConfig, db: Database): SlackPort | null {
  const { slack } = config;
  if (!slack) return null;
  return {
    async sendOnce(key, { text, blocks }) {
      const client = openClient(slackToken(slack.token, baseDir), slack.apiUrl);
      const claim = await claimSlackMessage(db, key);
      if (claim !== 'send') return claim;
      let place: { channel?: string; ts?: string };
      try {
        place = await client.chat.postMessage({ channel: slack.channel, text, blocks, unfurl_links: false });
      } catch (error) {
        const refusal = slackRefusal(error);
        if (!refusal) return 'doubtful';
        await slackMessageRefused(db, key);
        throw refusal;
      }
      await slackMessageSent(db, key, place);
      return 'sent';
    },
    async update(key, { text, blocks }) {
      const place = await slackPlaceOf(db, key);
      if (!place) return 'gone';
      const client = openClient(slackToken(slack.token, baseDir), slack.apiUrl);
      try {
        await client.chat.update({ ...place, text, blocks });
      } catch (error) {
        if (isMessageGone(error)) return 'gone';
        // The same change again does no harm.
        throw slackRefusal(error) ?? new StepRetry(because('slack-unreachable'), { cause: error });
      }
      return 'updated';
    },
  };
}

/** Values in mrkdwn or in `text`: a name is shown as it is, and never becomes a link or calls `<!channel>`. */
export const slackText = (value: string): string => value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Slack refuses texts that are too long. */
export const shortened = (text: string, length: number): string => (text.length <= length ? text : `${text.slice(0, length - 1).toWellFormed()}…`);

function slackToken(ref: Parameters<typeof readSecret>[0], baseDir: string): string {
  try {
    return readSecret(ref, baseDir);
  } catch (error) {
    throw new StepFailure(because('slack-refused', { error: (error as Error).message }), { cause: error });
  }
}

/** Whether a message is sent again is decided here and by whoever called: the client's own repetitions could send it twice. */
function openClient(token: string, slackApiUrl: string | undefined): WebClient {
  return new WebClient(token, {
    ...(slackApiUrl === undefined ? {} : { slackApiUrl }),
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    allowAbsoluteUrls: false,
    timeout: timeoutMs,
    logger: silent,
  });
}

/** The client would write to the console; what matters comes as an error. */
const silent: Logger = {
  debug() {}, info() {}, warn() {}, error() {}, setLevel() {}, setName() {},
  getLevel: () => LogLevel.ERROR,
};
