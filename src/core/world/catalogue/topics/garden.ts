import type { TopicSource } from '../topic-source.ts';

export const garden: TopicSource = {
  name: 'Garden',
  adjectives:
    'wild|tidy|low-water|shady|sunny|first-year|easy-care|bee-friendly|hardy|fragrant|modest|overflowing|slow-grown|sheltered|naturalistic|small',
  settings: 'for beginners|in a dry summer|with what we had|from cuttings|in April|for busy people|after one year|on a small budget',
  endings: 'a planting plan|month by month|what survived|the first summer|a list for spring|how it began|the winter view|what to sow next',
  openings: 'Our|Planting the|Starting a|One year of our|Notes from the|Looking after the',
  closings:
    'Water deeply once a week.|The plan and plant list are in the notes.|It looked bare for the first month.|Everything was grown from seed.|Slugs left it alone this year.|Mulch in spring and leave it be.|Cut back by a third in late summer.|The bees found it within a day.|It needs about an hour a week.|Cuttings root easily in water.',
  coloured: false,
  groups: [
    {
      name: 'Flower beds',
      leaves: {
        Perennials: 'perennial border|gravel bed|prairie planting|shade border|pollinator bed',
        Bulbs: 'tulip bed|daffodil drift|crocus lawn|allium border|snowdrop bank',
        Roses: 'rose border|climbing rose wall|shrub rose hedge|rose arch|old rose bed',
        'Cut flowers': 'cut flower patch|dahlia row|sweet pea frame|cosmos patch|zinnia bed',
        'Wild meadows': 'wildflower meadow|mini meadow|poppy strip|clover lawn|cornflower patch',
      },
      details:
        'with ornamental grasses|with late asters|edged with brick|under a birch|with lavender|with catmint|along the fence|with foxgloves',
      settings: 'in a front garden|for colour until October|on a slope|for a windy plot|beside the drive|for butterflies',
    },
    {
      name: 'Kitchen gardens',
      leaves: {
        Tomatoes: 'tomato bed|cherry tomato arch|greenhouse tomato row|balcony tomato box|tomato trellis',
        Herbs: 'herb spiral|kitchen herb bed|windowsill herb box|thyme path|herb ladder',
        'Raised beds': 'raised bed|timber raised bed|corrugated raised bed|square-foot bed|no-dig bed',
        'Leafy greens': 'salad bed|kale row|chard border|winter greens tunnel|lettuce box',
        'Root vegetables': 'carrot bed|beetroot row|potato bag|radish strip|parsnip bed',
      },
      details:
        'with marigolds|with hazel supports|with drip watering|beside the kitchen door|with straw mulch|with a net cover|with nasturtiums|with a compost corner',
      settings: 'for a family of four|in two square metres|from seed to plate|for the winter table|on an allotment|with children helping',
    },
    {
      name: 'Small spaces',
      leaves: {
        Balconies: 'balcony garden|railing planter|balcony jungle|city balcony|balcony meadow',
        Pots: 'terracotta pot group|glazed pot corner|bulb pot|zinc tub garden|pot ladder',
        'Window boxes': 'window box|geranium box|winter window box|trailing window box|edible window box',
        Courtyards: 'courtyard garden|gravel courtyard|shaded patio|brick courtyard|tiled courtyard',
        'Vertical gardens': 'living wall|fern wall|pocket planter wall|trellis screen|pallet planter',
      },
      details:
        'with trailing ivy|with a folding chair|with string lights|with a small olive tree|with strawberries|with ferns|with a tiny pond|with painted pots',
      settings: 'on the fourth floor|for renters|facing north|in a windy spot|for morning coffee|with very little light',
    },
    {
      name: 'Trees and shrubs',
      leaves: {
        'Fruit trees': 'espalier pear|apple tree|cherry tree|fig corner|dwarf plum tree',
        Hedges: 'beech hedge|hornbeam hedge|mixed wild hedge|box edging|hawthorn hedge',
        'Small trees': 'multi-stem birch|japanese maple|amelanchier|crab apple|olive tree',
        Evergreens: 'pine corner|yew cone|cloud-pruned shrub|juniper bank|holly screen',
        Climbers: 'wisteria wall|clematis arch|honeysuckle fence|jasmine trellis|climbing hydrangea',
      },
      details:
        'underplanted with ferns|with spring bulbs|beside a bench|against warm brick|with pale bark|lit from below|with a swing|along the path',
      settings: 'for a small garden|for privacy|for birds|for autumn colour|for a sheltered corner|for the next owner too',
    },
    {
      name: 'Indoor plants',
      leaves: {
        'Leafy plants': 'monstera|rubber plant|fiddle-leaf fig|peace lily|philodendron',
        Succulents: 'succulent bowl|aloe shelf|jade plant|cactus tray|echeveria pot',
        'Hanging plants': 'string-of-hearts pot|hanging fern|trailing pothos|spider plant basket|hoya ring',
        Terrariums: 'closed terrarium|moss jar|desert terrarium|fern bottle garden|glass plant case',
        Propagation: 'propagation shelf|cutting jar row|leaf cutting tray|water root station|pothos cuttings',
      },
      details:
        'in a glazed pot|on a wooden stool|by an east window|with a brass mister|on a high shelf|in a woven basket|beside the bath|with pebbles',
      settings: 'for dark corners|for forgetful people|for a warm office|for a sunny sill|with a cat in the house|for a first plant',
    },
    {
      name: 'Garden structures',
      leaves: {
        Paths: 'brick path|stepping stone path|gravel path|bark path|mown path',
        Greenhouses: 'lean-to greenhouse|old-window greenhouse|cold frame|potting shed|polytunnel',
        Seating: 'garden bench|fire pit circle|shaded deck|hammock corner|garden table',
        Water: 'wildlife pond|barrel pond|stone trough|small rill|rain garden',
        'Sheds and fences': 'painted shed|woven hazel fence|green roof shed|bike shelter|slatted fence',
      },
      details:
        'with creeping thyme|in reclaimed brick|with climbing beans|under the apple tree|with solar lamps|with cedar boards|with grasses|with stone edges',
      settings: 'for a sloping plot|built in a weekend|for long evenings|with hand tools|for a shared garden|on a tight budget',
    },
  ],
};
