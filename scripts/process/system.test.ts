import { chmod, mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { mayReach, parseAccount } from './system.ts';

it('reads an account as id prints it', () => {
	expect(parseAccount('uid=101(postgres) gid=104(postgres) groups=104(postgres),103(ssl-cert)')).toEqual({
		uid: 101,
		gid: 104,
	});
	expect(parseAccount('id: ‘postgres’: no such user')).toBeUndefined();
});

it('knows a folder that another account cannot walk down to', async () => {
	const folder = await mkdtemp(path.join(tmpdir(), 'kilowatch-reach-'));
	const inner = path.join(folder, 'inner');
	await mkdir(inner);
	const stranger = { uid: 65533, gid: 65533 };
	await chmod(folder, 0o755);
	expect(await mayReach(stranger, inner)).toBe(true);
	await chmod(folder, 0o700);
	expect(await mayReach(stranger, inner)).toBe(false);
});
