/** Why a Slack message was not sent; see step-reasons.ts. */
export const slackReasons = {
  'slack-refused': 'Slack refuses the message: {{error}}. Correct slack.token and slack.channel in vigie.yaml, then retry.',
  'slack-unreachable': 'Slack cannot be reached. Check that Vigie may reach slack.com, or slack.apiUrl.',
  'slack-busy': 'Slack takes no message at the moment.',
  'slack-doubtful': 'Nobody knows whether Slack took this message. It is not sent again, so that nobody gets it twice.',
} as const;
