import type { ShallowRef } from 'vue';
import { watch } from 'vue';

/** Gives the focus to what a drawer shows as soon as it is there: the app leaves it on the page behind. */
export function useFirstFocus(content: Readonly<ShallowRef<HTMLElement | null>>): void {
	watch(content, (element) => element?.focus({ preventScroll: true }), { flush: 'post' });
}
