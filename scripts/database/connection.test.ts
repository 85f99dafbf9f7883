import { describe, expect, it } from 'vitest';
import { connectionUrl, parseConnectionUrl } from './connection.ts';

describe('a database URL', () => {
	it('carries every part there and back, odd characters too', () => {
		const connection = {
			host: '::1',
			port: 55417,
			user: 'kilo watt',
			password: 'p@ss:/w?rd#%',
			database: 'a/b',
		};
		expect(connectionUrl(connection)).toBe(
			'postgres://kilo%20watt:p%40ss%3A%2Fw%3Frd%23%25@[::1]:55417/a%2Fb',
		);
		expect(parseConnectionUrl(connectionUrl(connection))).toEqual(connection);
	});

	it('has PostgreSQL’s own defaults for the port and the database', () => {
		expect(parseConnectionUrl('postgresql://anna:secret@db.example')).toEqual({
			host: 'db.example',
			port: 5432,
			user: 'anna',
			password: 'secret',
			database: 'anna',
		});
	});

	it.each(['', 'mysql://a:b@c/d', 'db.example:5432', 'postgres:///d'])('is not %j', (url) => {
		expect(() => parseConnectionUrl(url)).toThrow('postgres://user:password@host:5432/database');
	});
});
