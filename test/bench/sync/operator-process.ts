/**
 * A simulated operator without limits, in a process of its own: the answers of 2026's API and nothing else. The sandbox
 * looks after consents, faults and the limits of each API; here only Kilowatch is to be the slow one.
 */
import { createServer } from 'node:http';
import { answeredMeasures, answerTemplate, POINT_ID } from './operator-answer.ts';

const templates = new Map<string, string>();

function answerOf(url: URL): string | undefined {
	if (url.pathname === '/health') return '{}';
	if (url.pathname === '/oauth2/v3/token') return '{"access_token":"bench","expires_in":12600}';
	const name = url.pathname.split('/').at(-1) ?? '';
	const measure = answeredMeasures[name];
	if (!measure) return undefined;
	const [from = '', to = ''] = [url.searchParams.get('dateDebut'), url.searchParams.get('dateFin')].map(
		(date) => date ?? '',
	);
	const key = `${name} ${from} ${to}`;
	const template = templates.get(key) ?? answerTemplate(measure, from, to);
	templates.set(key, template);

	return template.replace(POINT_ID, url.searchParams.get('pointId') ?? '');
}

const server = createServer((request, response) => {
	const answer = answerOf(new URL(request.url ?? '/', 'http://operator'));
	response.writeHead(answer === undefined ? 404 : 200, { 'content-type': 'application/json' });
	response.end(answer ?? '{}');
	request.resume();
});
server.keepAliveTimeout = 60_000;
server.listen(Number(process.env.PORT), '127.0.0.1');
