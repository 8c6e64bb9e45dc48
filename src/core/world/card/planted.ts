import { outcomes, p2pOutcome, saveOutcome } from '../outcomes.ts';
import { tasteCohorts } from '../population.ts';
import type { WorldRecipe } from '../recipe.ts';

/** One planted truth with the parameters that set its size: nested names of the recipe, whose comments say the units. */
export interface Plant {
  /** A short name that stays. */
  readonly name: string;
  readonly what: string;
  readonly parameters: readonly { readonly name: string; readonly value: number | boolean | readonly number[] }[];
}

/** What a recipe plants, parameter by parameter. */
export function plantedIn(recipe: WorldRecipe): readonly Plant[] {
  const { catalogue, taste, outcome, sequence, ranker, session, ads } = recipe;
  const { nearDuplicates, partners, groupGap, boards, codes, factor } = catalogue;
  const weightOf = (index: number) => ranker.weights[index] ?? 0;
  return [
    plant('intensity', 'Users differ in how often they save and look further, and the ranker\u2019s heads know only a share (rho) of it', {
      'taste.rho': taste.rho,
      'taste.offset': taste.offset,
      'taste.spread': taste.spread,
      ...Object.fromEntries(tasteCohorts.map((cohort, index) => [`taste.cohorts.${cohort}`, taste.cohorts[index] ?? 0])),
    }),
    plant('save-p2p', 'Items that are saved are looked further from less', {
      'catalogue.saveP2pCorrelation': catalogue.saveP2pCorrelation,
    }),
    plant('clip', 'Counts are few, clipped and heavy-tailed', {
      'outcome.clip': outcome.clip,
      'outcome.mood': outcome.mood,
      ...Object.fromEntries(outcomes.map((name, index) => [`outcome.base.${name}`, outcome.base[index] ?? 0])),
    }),
    plant('production', 'Production is off the best static point where it boosts partners', {
      'ranker.weights.save': weightOf(saveOutcome),
      'ranker.weights.p2p': weightOf(p2pOutcome),
      'ranker.partnerBoost.utility': ranker.partnerBoost.utility,
      'ranker.partnerBoost.activityBelow': ranker.partnerBoost.activityBelow,
      'catalogue.partners.share': partners.share,
      'catalogue.partners.quality': partners.quality,
    }),
    plant('exploration', 'Requests are served by a named grid of weights and a control arm', {
      'ranker.grid': ranker.grid,
      'ranker.control': ranker.control,
      'ads.grid': ads.grid,
      'ads.control': ads.control,
    }),
    plant('item-types', 'Within every topic some items are made to be saved, some to be clicked, some to be left by', {
      'catalogue.typeStrength': catalogue.typeStrength,
      'catalogue.affinity': catalogue.affinity,
    }),
    plant('seasons', 'Interests that sleep for over 90 days and come back with their season', {
      'taste.seasonal': taste.seasonal,
      'sequence.seasonStrength': sequence.seasonStrength,
      'sequence.burstWeeks': sequence.burstWeeks,
      'sequence.focus': sequence.focus,
    }),
    plant('closeup', 'A save is likelier after a closeup of the same topic', { 'sequence.saveAfterCloseup': sequence.saveAfterCloseup }),
    plant('codes', 'Hidden semantic codes with rare prefixes, whose meaning depends on their context', {
      'catalogue.codes.levels': codes.levels,
      'catalogue.codes.size': codes.size,
      'catalogue.codes.zipf': codes.zipf,
      'catalogue.codes.inContext': codes.inContext,
    }),
    plant('near-duplicates', 'Clusters and chains of items that are nearly alike', {
      'catalogue.nearDuplicates.share': nearDuplicates.share,
      'catalogue.nearDuplicates.chains': nearDuplicates.chains,
      'catalogue.nearDuplicates.chainLength': nearDuplicates.chainLength,
    }),
    plant('fresh', 'New items are better than they look', {
      'catalogue.under28Days': catalogue.under28Days,
      'catalogue.under7Days': catalogue.under7Days,
      'catalogue.freshQuality': catalogue.freshQuality,
    }),
    plant('popularity', 'A few items get most of the attention', { 'catalogue.zipf': catalogue.zipf }),
    plant('fatigue', 'Topics tire within a session, and users who find nothing leave (closed loop)', {
      'session.fatigue': session.fatigue,
      'session.exit': session.exit,
      'session.satisfaction': session.satisfaction,
    }),
    plant('aversion', 'Some users would rather not see a topic', { 'taste.averse': taste.averse, 'taste.aversion': taste.aversion }),
    plant('boards', 'Boards are coherent by topic, and a part of the items has no text', {
      'catalogue.boards.purity': boards.purity,
      'catalogue.withoutText': catalogue.withoutText,
    }),
    plant('lookers', 'With ads, users who click much buy little', {
      'ads.taste.spread': ads.taste.spread,
      'ads.taste.worth': ads.taste.worth,
    }),
    plant('conversions', 'Ads lead to conversions at a known rate', { 'ads.conversions.rate': ads.conversions.rate }),
    plant('creator-groups', 'Heads place creator groups apart within a topic, evenly in total, and against what users do', {
      'catalogue.groupGap.placement': groupGap.placement,
      'catalogue.groupGap.interaction': groupGap.interaction,
    }),
    plant('factor', 'A factor of taste that shows only in the class of an item', {
      'catalogue.factor.classes': factor.classes,
      'catalogue.factor.weight': factor.weight,
    }),
    plant('drift', 'The save head is rescaled after the learning window', {
      'ranker.saveHeadFactor': ranker.saveHeadFactor,
      'population.logStartDay': recipe.population.logStartDay,
    }),
  ];
}

function plant(name: string, what: string, parameters: Readonly<Record<string, number | boolean | readonly number[]>>): Plant {
  return { name, what, parameters: Object.entries(parameters).map(([key, value]) => ({ name: key, value })) };
}
