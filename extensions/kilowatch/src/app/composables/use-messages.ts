import type { ComputedRef } from 'vue';
import { computed } from 'vue';
import { useI18n } from 'vue-i18n';
import type { Translator } from '../locales/translate.ts';
import { translator } from '../locales/translate.ts';

/** Our own texts in the language of the app, following it when people change it. */
export function useMessages(): { translate: ComputedRef<Translator> } & Pick<Translator, 'text' | 'count'> {
	const { locale } = useI18n();
	const translate = computed(() => translator(locale.value));

	return {
		translate,
		text: (...given) => translate.value.text(...given),
		count: (...given) => translate.value.count(...given),
	};
}
