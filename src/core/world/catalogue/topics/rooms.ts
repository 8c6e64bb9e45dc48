import type { TopicSource } from '../topic-source.ts';

export const rooms: TopicSource = {
  name: 'Rooms',
  adjectives: 'quiet|warm|airy|simple|sunny|cosy|uncluttered|restful|well-used|calm|soft|light-filled|layered|modest|thoughtful|lived-in',
  settings: 'in a rented flat|in an old house|on a small budget|before the guests come|for slow mornings|in winter light|over one weekend',
  endings: 'before and after|what we kept|three small changes|the plan on paper|one year on|what it cost|a few lessons|colours and sources',
  openings: 'Our|The finished|My favourite|Planning the|Another look at the|Notes on our',
  closings:
    'Measurements are in the notes.|Most of it was found second-hand.|The light is best before noon.|We would do it the same way again.|Everything can be moved by one person.|The wall colour took four samples.|It took two weekends and one borrowed drill.|The old floor stayed as it was.|Small, but it works for all of us.|A list of sources is at the end.',
  coloured: true,
  groups: [
    {
      name: 'Living rooms',
      leaves: {
        Sofas: 'corner sofa|linen sofa|two-seat sofa|velvet sofa|low daybed|deep sofa',
        'Reading corners': 'reading corner|window seat|armchair nook|book corner|reading chair',
        Shelves: 'bookshelf wall|open shelf|alcove shelving|low bookcase|ladder shelf|display shelf',
        Rugs: 'wool rug|jute rug|flat-weave rug|patchwork rug|runner rug',
        Fireplaces: 'fireplace wall|wood stove corner|tiled hearth|mantel display|brick fireplace',
      },
      details:
        'with a floor lamp|with a woven throw|with framed prints|beside a tall plant|under a paper lantern|with oak side tables|with stacked books|with linen curtains',
      settings: 'for a narrow room|for a family of four|under a sloping roof|in a north-facing room|for film evenings|in an open-plan flat',
    },
    {
      name: 'Bedrooms',
      leaves: {
        Beds: 'oak bed frame|upholstered bed|low platform bed|iron bed|canopy bed',
        Bedding: 'linen bedding|quilted bedspread|striped bedding|cotton duvet set|layered bedding',
        Nightstands: 'bedside table|floating nightstand|stool nightstand|bedside shelf|painted nightstand',
        Headboards: 'cane headboard|panelled headboard|cushion headboard|painted headboard|slatted headboard',
        "Children's rooms": 'bunk bed room|shared bedroom|toddler room|play corner|nursery corner',
      },
      details:
        'with a reading lamp|with a wool blanket|with paper shades|beside a low window|with hidden storage|with a rattan pendant|with soft curtains|with a painted arch',
      settings: 'for a small bedroom|under the eaves|for better sleep|in a guest room|for two early risers|for a rainy Sunday',
    },
    {
      name: 'Kitchens',
      leaves: {
        Cabinets: 'plywood cabinet front|shaker cabinet|painted kitchen unit|glass-front cabinet|handleless cabinet',
        Islands: 'kitchen island|butcher-block island|rolling island|stone-topped island|narrow island',
        Pantries: 'walk-in pantry|pantry cupboard|jar shelf|larder wall|pull-out pantry',
        Tiles: 'zellige splashback|square-tile splashback|chequered floor|tiled counter|herringbone splashback',
        'Breakfast nooks': 'breakfast nook|banquette corner|window table|bistro corner|kitchen bench',
      },
      details:
        'with brass handles|with open shelves|with a plate rack|with terrazzo counters|under pendant lamps|with hanging pans|with a deep sink|with herb pots',
      settings: 'for a galley kitchen|for two cooks|in a city flat|for a busy household|for weekend baking|in a tiny cottage',
    },
    {
      name: 'Bathrooms',
      leaves: {
        Showers: 'walk-in shower|tiled shower|glass shower corner|wet room|arched shower',
        Bathtubs: 'freestanding bath|alcove bath|clawfoot tub|soaking tub|bath under the window',
        Vanities: 'oak vanity|double vanity|wall-hung basin|stone basin|pedestal basin',
        Mirrors: 'round mirror wall|arched mirror|backlit mirror|mirror cabinet|pebble mirror',
        'Bathroom storage': 'towel ladder|recessed shelf|basket storage|over-door rack|linen cupboard',
      },
      details:
        'with green tiles|with folded towels|with warm brass taps|with a teak stool|with a trailing plant|with fluted glass|with plaster walls|with wall lamps',
      settings: 'for a small bathroom|without a window|in a family bathroom|for a guest bathroom|under the stairs|for long winter evenings',
    },
    {
      name: 'Home offices',
      leaves: {
        Desks: 'trestle desk|wall-mounted desk|standing desk|writing desk|corner desk',
        'Desk lamps': 'brass desk lamp|clip lamp|articulated lamp|mushroom lamp|paper desk lamp',
        'Office shelves': 'pegboard wall|shelf above the desk|rail shelving|cube shelving|file shelf',
        'Small studios': 'garden studio|attic studio|closet office|craft room|balcony office',
        'Pin boards': 'cork pin board|linen pin board|wall planner|mood wall|grid board',
      },
      details:
        'with a cork wall|with a good chair|beside the window|with tidy cables|with a narrow shelf|with a potted fern|with wooden trays|with a pinned calendar',
      settings: 'for two people|behind the sofa|in a spare corner|for long calls|for a quiet afternoon|in less than a metre',
    },
    {
      name: 'Entryways',
      leaves: {
        Benches: 'shoe bench|hallway bench|storage bench|slatted bench|church pew bench',
        'Coat hooks': 'peg rail|coat hook wall|row of hooks|coat rack|driftwood peg rail',
        'Console tables': 'narrow console table|half-moon console|hall table|wall console|stone console',
        Stairs: 'painted staircase|stair runner|plywood staircase|under-stair nook|spiral staircase',
        'Front doors': 'painted front door|glazed door|stable door|porch door|arched door',
      },
      details:
        'with a round mirror|with woven baskets|with a striped runner|with a small lamp|with patterned tiles|with a key tray|with panelled walls|with a bowl of lemons',
      settings: 'for a narrow hallway|for muddy boots|for a first impression|in a shared building|for a house with dogs|in a dark corridor',
    },
  ],
};
