/** Kilowatch does not fit into this project as it is. The message is for its administrator; nothing was changed. */
export class InstallRefused extends Error {
	override name = 'InstallRefused';
}
