import type { TopicSource } from '../topic-source.ts';

export const celebrations: TopicSource = {
  name: 'Celebrations',
  adjectives:
    'simple|small|candlelit|outdoor|relaxed|low-cost|homemade|elegant|cheerful|last-minute|garden|intimate|colourful|winter|summer|unfussy',
  settings: 'at home|for twenty guests|on a small budget|in the garden|with things you own|for all ages|in one afternoon|without plastic',
  endings:
    'a calm timeline|the full list|before the guests arrive|ideas to borrow|what worked|a printable plan|details we loved|one table three ways',
  openings: 'Our|Planning a|The loveliest|Setting up a|A friend made this:|Ideas for a',
  closings:
    'Set the table the night before.|Borrow chairs from the neighbours.|Everything was put away by ten.|The candles cost more than the flowers.|Guests took the leftovers home in jars.|Keep one lamp on and light the rest with candles.|Children can do half of it.|Nothing here needs a delivery.|It rained and nobody minded.|Choose two colours and stop there.',
  coloured: true,
  groups: [
    {
      name: 'Weddings',
      leaves: {
        Bouquets: 'bridal bouquet|meadow bouquet|dried flower bouquet|garden rose bouquet|single-stem bouquet',
        'Wedding tables': 'long wedding table|head table|orchard table|garland table|barn table',
        'Wedding cakes': 'naked wedding cake|pressed flower cake|small two-tier cake|buttercream cake|fruit-topped cake',
        Ceremonies: 'ceremony arch|meadow ceremony|aisle lined with grasses|courthouse ceremony|seaside ceremony',
        Stationery: 'wedding invitation|hand-lettered menu|place card|seating chart|order-of-day card',
      },
      details:
        'with olive branches|with taper candles|with silk ribbon|with wild grasses|with handmade paper|in soft neutrals|with garden roses|with string lights',
      settings: 'for a registry wedding|in a barn|for an autumn date|under old trees|for fifty guests|by the sea',
    },
    {
      name: 'Birthdays',
      leaves: {
        'Birthday cakes': 'birthday layer cake|number cake|sprinkle cake|sheet cake|meringue cake',
        'Party decorations': 'balloon garland|paper streamer wall|felt crown|pom-pom garland|paper fan wall',
        "Children's parties": 'picnic party|treasure hunt party|dinosaur party|craft table party|woodland party',
        'Milestone birthdays':
          'fortieth birthday dinner|thirtieth birthday picnic|eightieth birthday tea|sixteenth birthday supper|fiftieth birthday lunch',
        Games: 'garden games afternoon|scavenger hunt|lawn bowling set-up|quiz night|pinata table',
      },
      details:
        'with paper flowers|with beeswax candles|with striped straws|with a photo table|with a handmade banner|with confetti colours|with a fruit stand|with party hats',
      settings: 'for a five-year-old|for shy children|in the park|for a grown-up crowd|between naps|in a small flat',
    },
    {
      name: 'Winter holidays',
      leaves: {
        Wreaths: 'evergreen wreath|dried orange wreath|eucalyptus wreath|half-circle wreath|wire wreath',
        Trees: 'tabletop tree|foraged branch tree|natural tree|paper-trimmed tree|wooden peg tree',
        Ornaments: 'clay ornament|straw star|paper bauble|beaded ornament|walnut ornament',
        'Advent calendars': 'matchbox advent calendar|paper bag calendar|linen pocket calendar|twig calendar|envelope calendar',
        'Winter tables': 'winter dinner table|solstice table|new year table|evergreen table runner|candle table',
      },
      details:
        'with velvet ribbon|with dried citrus|with white candles|with pine cones|with foraged greens|with brass bells|with cinnamon sticks|with paper stars',
      settings: 'from the hedgerow|for a small room|with children|before the first of December|that lasts for years|for quiet evenings',
    },
    {
      name: 'Seasonal days',
      leaves: {
        Spring: 'spring brunch table|painted egg bowl|blossom branch display|spring nest centrepiece|may day garland',
        Midsummer: 'midsummer table|flower crown|long-table supper|lantern path|berry feast',
        Harvest: 'harvest table|pumpkin doorstep|apple day party|gourd centrepiece|wheat garland',
        "Valentine's Day": 'love letter table|heart garland|breakfast tray|dinner for two|paper rose bunch',
        "New Year's Eve": 'midnight toast bar|wish jar|sparkler evening|gold paper table|late supper',
      },
      details:
        'with wild flowers|with linen napkins|with paper lanterns|with pears and leaves|with ribbon bows|with small notes|with jam-jar vases|with tiny candles',
      settings: 'to start a tradition|for neighbours|on the terrace|in twenty minutes|for quiet people|for a full house',
    },
    {
      name: 'Dinner parties',
      leaves: {
        'Table settings': 'linen table setting|mix-and-match table|stoneware table setting|low candle table|bare wood table',
        Centrepieces: 'fruit centrepiece|herb centrepiece|branch centrepiece|bud vase row|taper candle row',
        'Serving boards': 'cheese board|mezze board|dessert board|bread board|vegetable platter',
        'Outdoor suppers': 'balcony supper|picnic supper|barbecue table|campfire supper|rooftop supper',
        'Drinks tables': 'drinks trolley|punch table|coffee corner|spritz bar|tea table',
      },
      details:
        'with figs and grapes|with checked cloth|with mismatched glasses|with rosemary sprigs|with hand-dyed napkins|with short candles|with a paper runner|with potted herbs',
      settings: 'for six|for friends who cook|on a weeknight|for warm nights|with one oven|that sets itself',
    },
    {
      name: 'Gifts',
      leaves: {
        'Gift wrapping': 'fabric gift wrap|brown paper wrapping|potato-stamped paper|ribbon-tied parcel|pressed leaf wrapping',
        'Food gifts': 'cookie tin|jam jar set|flavoured salt jar|granola jar|spiced nut bag',
        'New baby gifts': 'baby basket|knitted baby set|wooden rattle|story book bundle|muslin bundle',
        'Thank-you gifts': 'teacher gift|host gift basket|potted plant gift|candle gift|seed packet set',
        'Care parcels': 'care parcel|letterbox parcel|exam week parcel|winter comfort box|tea parcel',
      },
      details:
        'with cotton string|with a hand-written tag|with dried flowers|with a sprig of rosemary|in a reused box|with a wax stamp|in linen cloth|with a recipe card',
      settings: 'for a far-away friend|under ten coins|for someone who has everything|in an hour|for new neighbours|for colleagues',
    },
  ],
};
