import { rotateKeys } from '../../../storage/vault/rotate-keys.ts';
import { vaultKeys, type Runtime } from '../../runtime.ts';
import { CommandRefused, runCommand, type Program } from './command.ts';

/** `kilowatch:rotate-keys`: every stored credential sealed with the key of now, while everything runs. */
export function addRotateKeysCommand(program: Program, runtime: Runtime): void {
	program
		.command('kilowatch:rotate-keys')
		.description('Seal every stored credential anew with IOT_ENCRYPTION_KEY')
		.action(() =>
			runCommand(runtime, async (say) => {
				const keys = vaultKeys(runtime.environment);
				if (!keys) throw new CommandRefused('IOT_ENCRYPTION_KEY is not set, or is no key of 32 bytes.');
				const { rotated, unopened } = await rotateKeys(runtime.database, keys, (done, total) => {
					if (total > 0) say(`${done} of ${total}`);
				});
				say(`${rotated} credentials are sealed with key ${keys[0].id} now.`);
				if (unopened > 0) {
					throw new CommandRefused(
						`${unopened} credentials open with none of the keys: add the one they were sealed with to KILOWATCH_OLD_ENCRYPTION_KEYS and run this again, or connect those meters anew.`,
					);
				}
				say(
					'KILOWATCH_OLD_ENCRYPTION_KEYS can be taken out once every process has been restarted with the new key.',
				);
			}),
		);
}
