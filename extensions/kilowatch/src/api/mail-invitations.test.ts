import { expect, test, vi } from 'vitest';
import { mailInvitations, type MailedInvitation } from './mail-invitations.ts';

const invitations = Array.from({ length: 12 }, (_, index): MailedInvitation => ({
	token: String(index),
	url: `https://example.com/${index}`,
	expiresAt: new Date('2026-12-25T12:00:00Z'),
	email: `${index}@example.com`,
	language: undefined,
}));

test('who was sent a link is told, whoever else was not', async () => {
	const sent = await mailInvitations(invitations, ({ token }) => Promise.resolve(token !== '3'));

	expect([...sent].map(({ token }) => token)).not.toContain('3');
	expect(sent.size).toBe(11);
});

test('a mail server that takes none is left alone', async () => {
	const send = vi.fn(() => Promise.resolve(false));

	expect((await mailInvitations(invitations, send)).size).toBe(0);
	expect(send).toHaveBeenCalledTimes(5);
});
