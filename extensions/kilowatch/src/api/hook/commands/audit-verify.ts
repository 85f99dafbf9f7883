import type { ChainFault } from '../../../domain/audit-chain.ts';
import { verifyAudit } from '../../../storage/audit/verify-audit.ts';
import type { Runtime } from '../../runtime.ts';
import { CommandRefused, runCommand, type Program } from './command.ts';

/** `kilowatch:audit-verify`: whether anybody has touched the audit log. Ends with code 1 when somebody has. */
export function addAuditVerifyCommand(program: Program, runtime: Pick<Runtime, 'database'>): void {
	program
		.command('kilowatch:audit-verify')
		.description('Check that no entry of the audit log was changed, moved or taken out')
		.action(() =>
			runCommand(runtime, async (say) => {
				const { chains, entries, faults } = await verifyAudit(runtime.database, (chain, fault) => {
					say(`Chain ${chain}: ${sentenceOf(fault)}`);
				});
				say(`${chains} chains with ${entries} entries were checked.`);
				if (faults > 0) {
					throw new CommandRefused(`The audit log was tampered with: ${faults} faults, named above.`);
				}
				say('The audit log is as it was written.');
			}),
		);
}

function sentenceOf({ kind, number, until = number }: ChainFault): string {
	const numbers = until === number ? `entry ${number}` : `entries ${number} to ${until}`;
	switch (kind) {
		case 'changed':
			return `${numbers} was changed`;
		case 'misplaced':
			return `${numbers} does not follow the entry before it: one of them was moved or replaced`;
		case 'missing':
			return `missing: ${numbers}`;
		case 'cut':
			return `cut off at its end: ${numbers}`;
		case 'replaced':
			return `${numbers}, the newest, is not the one that was written last`;
		case 'added':
			return `${numbers} was not written by Kilowatch`;
	}
}
