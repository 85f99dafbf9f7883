import { createServer, type AddressInfo, type Socket } from 'node:net';

/** A mail server of its own for a test: takes every message, sends none on. */
export interface MailServer {
	port: number;
	/** each message as it came over the wire, headers and all */
	messages: string[];
	stop(): Promise<void>;
}

export async function startMailServer(): Promise<MailServer> {
	const messages: string[] = [];
	const sockets = new Set<Socket>();
	const server = createServer((socket) => {
		sockets.add(socket);
		socket.on('close', () => sockets.delete(socket));
		socket.on('error', () => undefined);
		converse(socket, messages);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

	return {
		port: (server.address() as AddressInfo).port,
		messages,
		async stop() {
			for (const socket of sockets) socket.destroy();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

/** As little of SMTP as a client needs to get rid of a message. */
function converse(socket: Socket, messages: string[]): void {
	let rest = '';
	let message: string[] | undefined;
	const say = (line: string) => socket.write(`${line}\r\n`);
	say('220 test');
	socket.on('data', (data) => {
		const lines = (rest + data.toString('utf8')).split('\r\n');
		rest = lines.pop() ?? '';
		for (const line of lines) {
			if (message) {
				if (line !== '.') message.push(line);
				else {
					messages.push(message.join('\n'));
					message = undefined;
					say('250 taken');
				}
			} else if (/^DATA/i.test(line)) {
				message = [];
				say('354 go on');
			} else if (/^QUIT/i.test(line)) socket.end('221 bye\r\n');
			else say('250 ok');
		}
	});
}
