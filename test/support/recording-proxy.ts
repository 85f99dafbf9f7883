import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** Stands between Kilowatch and the sandbox: sees what was really asked and which secrets were handed over. */
export interface RecordingProxy {
	url: string;
	/** method and path of every request so far, oldest first */
	calls: string[];
	/** every access token that went through */
	tokens: Set<string>;
	/** where requests go from now on */
	forwardTo(url: string): void;
	/** what goes wrong on the way from now on, by method, path and query; `undefined` is nothing */
	disturb(troubleOf: (call: string) => Trouble | undefined): void;
	stop(): Promise<void>;
}

/** What can happen between an operator and us; none of it reaches the operator, but what is slow. */
export type Trouble =
	/** the connection stays, and nothing comes */
	| 'nothing'
	| 'closed'
	| 'half_body'
	/** the operator's answer, a second late */
	| 'slow'
	/** a success that nobody can read */
	| 'garbage'
	| 'text_500'
	| 'too_many_requests'
	/** a success that says back what it was asked with, the token included */
	| 'echo';

export async function startRecordingProxy(): Promise<RecordingProxy> {
	const calls: string[] = [];
	const tokens = new Set<string>();
	let target = '';
	let troubleOf: (call: string) => Trouble | undefined = () => undefined;
	const server = createServer({ keepAliveTimeout: 0 }, (request, response) => {
		const forward = async () => {
			calls.push(`${request.method} ${request.url?.split('?')[0]}`);
			const body = await readBody(request);
			const trouble = troubleOf(`${request.method} ${request.url}`);
			if (trouble === 'slow') await sleep(1_000);
			else if (trouble !== undefined) {
				makeTrouble(trouble, request, response);
				return;
			}
			const answer = await fetch(target + (request.url ?? '/'), {
				method: request.method ?? 'GET',
				headers: headersOf(request),
				redirect: 'manual',
				...(body.length > 0 ? { body } : {}),
			});
			const text = await answer.text();
			const token = /"access_token":\s*"([^"]+)"/.exec(text)?.[1];
			if (token !== undefined) tokens.add(token);
			const headers = [...answer.headers].filter(
				([name]) => !['content-encoding', 'content-length', 'transfer-encoding', 'connection'].includes(name),
			);
			response.writeHead(answer.status, Object.fromEntries(headers)).end(text);
		};
		forward().catch((error: unknown) => response.writeHead(502).end(String(error)));
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		calls,
		tokens,
		forwardTo(url) {
			target = url;
		},
		disturb(how) {
			troubleOf = how;
		},
		async stop() {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

function makeTrouble(
	trouble: Exclude<Trouble, 'slow'>,
	request: IncomingMessage,
	response: ServerResponse,
): void {
	switch (trouble) {
		case 'nothing':
			return;
		case 'closed':
			response.destroy();
			return;
		case 'half_body':
			response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': '4096' });
			response.write('{"idPrm":"', () => response.destroy());
			return;
		case 'garbage':
			response
				.writeHead(200, { 'Content-Type': 'application/json' })
				.end('\u0000\u0001 not what was asked for {');
			return;
		case 'text_500':
			response.writeHead(500, { 'Content-Type': 'text/plain' }).end('Internal Server error');
			return;
		case 'too_many_requests':
			response.writeHead(429, { 'Retry-After': '2' }).end();
			return;
		case 'echo':
			response
				.writeHead(200, { 'Content-Type': 'text/html' })
				.end(`<p>Not understood: ${request.url} ${JSON.stringify(request.headers)}</p>`);
	}
}

function headersOf(request: IncomingMessage): Headers {
	const headers = new Headers({ connection: 'close' });
	for (const [name, value] of Object.entries(request.headers)) {
		if (typeof value === 'string' && !['host', 'connection', 'content-length'].includes(name))
			headers.set(name, value);
	}

	return headers;
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
	const parts: Buffer[] = [];
	for await (const part of request) parts.push(part as Buffer);

	return Buffer.concat(parts);
}
