/** Everything a world is made from: the one place where its numbers stand. Outcome arrays are in the order of `outcomes`. */
export interface WorldRecipe {
  readonly preset: string;
  readonly population: {
    readonly users: number;
    /** Every n-th user has a sequence over two years. */
    readonly longSequenceEvery: number;
    /** Logged requests of each user. */
    readonly requestsPerUser: number;
    /** Days between the end of the sequences and the start of the log: 0, or after the learning window. */
    readonly logStartDay: number;
    /** The first users keep the boards: as many of them in every preset, so that presets share one catalogue. */
    readonly owners: number;
  };
  readonly catalogue: {
    readonly items: number;
    readonly creators: number;
    /** Standard deviation of the logarithm of a topic's size. */
    readonly topicSpread: number;
    /** Boards, the share of an item's boards that are of its own topic, and the most boards an item is saved to. */
    readonly boards: { readonly count: number; readonly purity: number; readonly most: number };
    /**
     * Hidden semantic codes: levels, codes of each, and the exponent by which prefixes get rarer. With `inContext` a code means another thing under another
     * prefix; without, the same everywhere.
     */
    readonly codes: { readonly levels: number; readonly size: number; readonly zipf: number; readonly inContext: boolean };
    /**
     * A hidden factor of taste that no topic and no style shows, only the class of an item: number of classes, standard deviation inside a class (between
     * classes it is 1), its weight in how alike two items are rated, number of rated pairs and standard deviation of a rating's error.
     */
    readonly factor: {
      readonly classes: number;
      readonly within: number;
      readonly weight: number;
      readonly pairs: number;
      readonly noise: number;
    };
    /** Exponent of popularity by rank. */
    readonly zipf: number;
    /** Share of items younger than 28 and than 7 days when the log starts. */
    readonly under28Days: number;
    readonly under7Days: number;
    /** Logit by which the hidden quality of items under 28 days exceeds the others'. */
    readonly freshQuality: number;
    readonly ads: number;
    /** Share of creators that are partners, and the logit of quality their items have above the others'. */
    readonly partners: { readonly share: number; readonly quality: number };
    readonly nearDuplicates: {
      readonly share: number;
      readonly smallest: number;
      readonly largest: number;
      readonly chains: number;
      readonly chainLength: number;
    };
    readonly withoutText: number;
    /** Standard deviation of hidden quality, in logits of every positive outcome. */
    readonly quality: number;
    /** Standard deviation of an item's own affinity to each outcome, in logits. */
    readonly affinity: readonly number[];
    /** Correlation between the affinities to save and to p2p. */
    readonly saveP2pCorrelation: number;
    /** Logit that a save-type, click-type or outbound-type item has for its own outcome. */
    readonly typeStrength: number;
    /**
     * Synthetic creator groups. In the even top topics the heads put group 1 above group 0 by `placement` logits, in the odd ones the reverse, so that
     * the totals are even; within a topic the real outcomes go the other way by `interaction` logits.
     */
    readonly groupGap: { readonly placement: number; readonly interaction: number };
  };
  readonly taste: {
    /** Shares of savers, browsers and mixed users. */
    readonly cohorts: readonly number[];
    /** Savers: +offset on save and -offset on p2p, browsers the reverse; logits. */
    readonly offset: number;
    /** Standard deviation of each user's own intensity around the cohort's, in logits. */
    readonly spread: readonly number[];
    /** Share of a user's intensity that the ranker's heads know. */
    readonly rho: number;
    /** Sessions a day: log-normal around the median, cut off at the most. */
    readonly activity: { readonly median: number; readonly spread: number; readonly most: number };
    readonly interests: number;
    /** Share of users with an interest that sleeps for over 90 days and comes back with its season. */
    readonly seasonal: number;
    /** Share of users who avoid a topic, and by how many logits. */
    readonly averse: number;
    readonly aversion: number;
  };
  readonly outcome: {
    /** Logit of each outcome at the first position for an item outside the user's interests; click30 is conditional on a click. */
    readonly base: readonly number[];
    /** Logit for an item inside an interest. */
    readonly match: readonly number[];
    /** Standard deviation of a request's mood, in logits of every outcome but hide: the heavy tail of the counts. */
    readonly mood: number;
    /** Probability that a user looks at position k, from the first, as a ratio to the position before. */
    readonly positionDiscount: number;
    /** A request's count of one outcome is clipped here. */
    readonly clip: number;
  };
  /** Sequences over two years. */
  readonly sequence: {
    /** Mean steps of a session. */
    readonly steps: number;
    /** Logits of closeup, save, p2p, outbound and hide at one step, for an item outside the interests. */
    readonly base: readonly number[];
    readonly match: readonly number[];
    /** A save is this much likelier when the session has an earlier closeup of the same topic. */
    readonly saveAfterCloseup: number;
    /** Share of weeks in which a user comes three times as often. */
    readonly burstWeeks: number;
    /** Share of steps that stay in the session's own topic. */
    readonly focus: number;
    /** Share of steps that take up the topic of the step before. 0 where order within a session means nothing. */
    readonly follow: number;
    /** Shares of `surfaces` among sessions and requests. */
    readonly surfaces: readonly number[];
    /** Share of steps that are on the related surface when the step before had a closeup. */
    readonly relatedAfterCloseup: number;
    /** Share of steps that take the newest of a few items. */
    readonly freshness: number;
    /** How much larger the share of a seasonal interest is while it is awake. */
    readonly seasonStrength: number;
  };
  readonly ranker: {
    readonly candidates: number;
    readonly slate: number;
    /** Standard deviation of each head's error, in logits. */
    readonly noise: readonly number[];
    /** Utility weights in production. */
    readonly weights: readonly number[];
    /** Utility added to items of partner creators for users with fewer sessions a day than `activityBelow`: a rule of production that no reward asks for. */
    readonly partnerBoost: { readonly utility: number; readonly activityBelow: number };
    /** What the save head is multiplied by: 1, and another number after the drift. */
    readonly saveHeadFactor: number;
    /** The save and p2p weights of the grid, as multiples of production's; 1 stands in the middle. */
    readonly grid: readonly number[];
    /** Share of requests served by production outside the exploration. */
    readonly control: number;
  };
  /** The closed loop: how a session goes on when requests follow one another. */
  readonly session: {
    /** Logits that every earlier item of the same middle topic in the session takes off an item's positive outcomes. */
    readonly fatigue: number;
    /** Logit of leaving after a request without a positive outcome, and what each positive outcome takes off it. */
    readonly exit: number;
    readonly satisfaction: number;
    readonly mostRequests: number;
  };
  /** The second log: ads ranked with their bids, under another grid and for other rewards. */
  readonly ads: {
    readonly requestsPerUser: number;
    readonly candidates: number;
    readonly slate: number;
    /** Production weights of expected revenue in dollars, of clicks (short and long together), and of hides, which count against. */
    readonly weights: { readonly revenue: number; readonly click: number; readonly hide: number };
    /** The weights of each group in the grid, as multiples of production's; 1 stands in the middle. */
    readonly grid: readonly number[];
    readonly control: number;
    /**
     * Lookers and buyers: one hidden standard normal t per user moves the logit of a click on an ad by `spread` t, and a click is worth scale / (1 + e^(worth t))
     * of its bid: who clicks much buys little.
     */
    readonly taste: { readonly spread: number; readonly worth: number; readonly scale: number };
    /** Ads requests that a user had in the 90 days before the log: at least, and at most. */
    readonly earlier: { readonly least: number; readonly most: number };
    /**
     * Mean chance that a served ad leads to a conversion, standard deviation of its logarithm among ads, and the privacy budgets for which labels are flipped at
     * random.
     */
    readonly conversions: { readonly rate: number; readonly spread: number; readonly epsilons: readonly number[] };
  };
}

export const presets = ['demo', 'weak', 'control', 'null', 'small', 'large', 'drift'] as const;
export type WorldPreset = (typeof presets)[number];

const demo: WorldRecipe = {
  preset: 'demo',
  population: { users: 50_000, longSequenceEvery: 10, requestsPerUser: 20, logStartDay: 0, owners: 2_000 },
  catalogue: {
    items: 30_000,
    creators: 3_000,
    topicSpread: 0.5,
    boards: { count: 2_500, purity: 0.85, most: 3 },
    codes: { levels: 4, size: 64, zipf: 1.1, inContext: true },
    factor: { classes: 24, within: 0.3, weight: 1, pairs: 200, noise: 0.5 },
    zipf: 1.1,
    under28Days: 0.08,
    under7Days: 0.02,
    freshQuality: 0.3,
    ads: 0.05,
    partners: { share: 0.08, quality: -0.4 },
    nearDuplicates: { share: 0.06, smallest: 2, largest: 12, chains: 20, chainLength: 8 },
    withoutText: 0.25,
    quality: 0.25,
    affinity: [0.7, 0.7, 0.35, 0.25, 0.2, 0.25],
    saveP2pCorrelation: -0.3,
    typeStrength: 0.35,
    groupGap: { placement: 0.35, interaction: 0.25 },
  },
  taste: {
    cohorts: [0.3, 0.3, 0.4],
    offset: 1,
    spread: [0.3, 0.3, 0.2, 0.2, 0.2, 0.2],
    rho: 0.15,
    activity: { median: 0.1, spread: 1.3, most: 6 },
    interests: 6,
    seasonal: 0.3,
    averse: 0.1,
    aversion: 1.5,
  },
  outcome: {
    base: [-5, -4, -2.9, -0.5, -4.6, -5],
    match: [0.6, 0.6, 0.5, 0.3, 0.4, -0.4],
    mood: 0.5,
    positionDiscount: 0.88,
    clip: 3,
  },
  sequence: {
    steps: 4,
    base: [-0.6, -2.8, -2.6, -3.4, -3.8],
    match: [0.6, 0.7, 0.6, 0.4, -0.4],
    saveAfterCloseup: 1.8,
    burstWeeks: 0.1,
    focus: 0.75,
    follow: 0,
    surfaces: [0.5, 0.15, 0.2, 0.15],
    relatedAfterCloseup: 0.5,
    freshness: 0.15,
    seasonStrength: 5,
  },
  ranker: {
    candidates: 120,
    slate: 12,
    noise: [0.3, 0.3, 0.3, 0.3, 0.3, 0.3],
    weights: [9.16, 3, 0.2, 0.2, 0.4, -2],
    partnerBoost: { utility: 0.35, activityBelow: 0.1 },
    saveHeadFactor: 1,
    grid: [0.4, 0.6, 0.8, 1, 1.25, 1.7, 2.5],
    control: 0.1,
  },
  session: { fatigue: 0.3, exit: -0.4, satisfaction: 0.5, mostRequests: 12 },
  ads: {
    requestsPerUser: 6,
    candidates: 40,
    slate: 4,
    weights: { revenue: 1, click: 0.4, hide: 2 },
    grid: [0.4, 1, 2.5],
    control: 0.1,
    taste: { spread: 0.6, worth: 4, scale: 2.76 },
    earlier: { least: 10, most: 50 },
    conversions: { rate: 0.01, spread: 0.5, epsilons: [1, 3, 6] },
  },
};

const noOffsets = { ...demo.taste, offset: 0, spread: [0, 0, 0, 0, 0, 0], averse: 0 };

const recipes: Readonly<Record<WorldPreset, WorldRecipe>> = {
  demo,
  weak: { ...demo, preset: 'weak', taste: { ...demo.taste, rho: 0.5 } },
  // Nothing that belongs to a user or a creator: weights of one's own cannot help.
  control: {
    ...demo,
    preset: 'control',
    catalogue: { ...demo.catalogue, groupGap: { placement: 0, interaction: 0 } },
    taste: noOffsets,
    ranker: { ...demo.ranker, partnerBoost: { ...demo.ranker.partnerBoost, utility: 0 } },
    ads: { ...demo.ads, taste: { spread: 0, worth: 0, scale: 2 } },
  },
  null: {
    ...demo,
    preset: 'null',
    session: { ...demo.session, fatigue: 0 },
    catalogue: { ...demo.catalogue, saveP2pCorrelation: 0, groupGap: { placement: 0, interaction: 0 } },
  },
  small: { ...demo, preset: 'small', population: { ...demo.population, users: 2_000 } },
  large: { ...demo, preset: 'large', population: { ...demo.population, users: 500_000 } },
  drift: {
    ...demo,
    preset: 'drift',
    population: { ...demo.population, logStartDay: 182 },
    ranker: { ...demo.ranker, saveHeadFactor: 1.5 },
  },
};

export function worldRecipe(preset: WorldPreset): WorldRecipe {
  return recipes[preset];
}
