import type { TopicSource } from '../topic-source.ts';

export const crafts: TopicSource = {
  name: 'Crafts',
  adjectives:
    'simple|beginner|slow|small|handmade|quiet|weekend|patient|scrap-saving|folk-style|modern|delicate|sturdy|playful|first|gift-worthy',
  settings:
    'in an afternoon|for beginners|for a rainy Saturday|from leftovers|as a gift|at the kitchen table|with a free pattern|over three evenings',
  endings: 'pattern and notes|step by step|a free template|what I learned|tools you need|the easy version|mistakes included|materials list',
  openings: 'My first|How to make a|Finishing a|Making a|Mending and making: a|Another',
  closings:
    'The pattern is one page long.|Scraps are enough for two.|Read all the steps before cutting.|Mine took about four hours.|Sharp scissors matter more than skill.|A good project for small hands.|Mistakes give it character.|It ships well in a flat parcel.|You can undo any step until the last.|Materials cost less than lunch.',
  coloured: true,
  groups: [
    {
      name: 'Knitting and crochet',
      leaves: {
        'Knitted wear': 'garter stitch scarf|ribbed hat|colourwork mitten|baby cardigan|lace shawl',
        Blankets: 'granny square blanket|striped blanket|moss stitch throw|baby blanket|corner-to-corner blanket',
        'Crochet toys': 'crochet bear|crochet whale|crochet mushroom|crochet rabbit|crochet garland',
        Socks: 'toe-up sock|striped sock|cable sock|slipper sock|shortie sock',
        'Crochet bags': 'mesh market bag|raffia clutch|granny square tote|cotton string bag|drawstring pouch',
      },
      details:
        'in wool from the scrap basket|with a picot edge|in chunky yarn|in two strands|with a simple cable|in undyed cotton|with wooden buttons|with a contrast border',
      settings: 'for long train rides|for a new baby|for cold feet|for film nights|for a knitting circle|with one ball of yarn',
    },
    {
      name: 'Sewing',
      leaves: {
        Quilts: 'patchwork quilt|hexagon quilt|log cabin quilt|sashiko quilt|baby quilt',
        Garments: 'gathered skirt|elastic-waist short|boxy linen top|kimono robe|wrap apron',
        Bags: 'zip pouch|reversible tote|bread bag|quilted laptop sleeve|roll-up pencil case',
        Embroidery: 'wildflower embroidery hoop|stitched collar|monogram napkin|cross-stitch sampler|embroidered cuff',
        'Soft toys': 'linen rabbit|felt fox|sock horse|corduroy bear|rag doll',
      },
      details:
        'with french seams|from an old shirt|with bias binding|with visible stitching|in washed linen|with a cotton lining|with tiny running stitches|with a patch pocket',
      settings: 'on a borrowed machine|for a first project|by hand|for a picky child|with one metre of cloth|for the market stall',
    },
    {
      name: 'Paper',
      leaves: {
        Cards: 'pop-up card|pressed flower card|stamped card|folded thank-you card|paper-cut card',
        Origami: 'origami crane|folded star|modular paper ball|origami box|paper lantern',
        Bookbinding: 'stitched notebook|accordion book|coptic-bound journal|pocket sketchbook|japanese stab-bound book',
        Garlands: 'paper leaf garland|tissue flower garland|paper star chain|bunting|paper fan backdrop',
        Collage: 'torn paper collage|botanical collage|postcard collage|magazine landscape|paper weaving',
      },
      details:
        'from old maps|with a linen spine|with hand-carved stamps|from wrapping paper|with a wax seal|with deckled edges|in layered paper|with gold thread',
      settings: 'for a birthday table|for thank-you notes|with a bone folder|with a class of ten|for a quiet hour|without a printer',
    },
    {
      name: 'Pottery',
      leaves: {
        Mugs: 'pinch-pot mug|speckled mug|slip-trailed mug|handle-less cup|tall mug',
        Vases: 'coil vase|bud vase|moon jar|double-neck vase|faceted vase',
        Bowls: 'serving bowl|nesting bowl|ramen bowl|fruit bowl|footed bowl',
        Plates: 'slab plate|oval platter|side plate|leaf-pressed dish|spoon rest',
        Planters: 'hanging planter|footed planter|face planter|terracotta saucer|herb pot',
      },
      details:
        'in speckled clay|with a satin glaze|with a carved rim|with a thumb rest|with wax resist|with painted stripes|in raw stoneware|with a drip glaze',
      settings: 'without a wheel|for the open shelf|from the second firing|for a shared studio|for everyday use|for wild flowers',
    },
    {
      name: 'Woodwork',
      leaves: {
        'Carved spoons': 'carved spoon|coffee scoop|butter knife|kuksa cup|salad server',
        Shelving: 'floating shelf|peg shelf|spice rack|record crate|wall box',
        Stools: 'three-legged stool|step stool|plywood stool|milking stool|woven-seat stool',
        'Wooden toys': 'stacking toy|pull-along duck|wooden boat|balance board|block set',
        Boxes: 'dovetail box|pencil box|seed box|tool tote|jewellery box',
      },
      details:
        'in green birch|with a milk paint finish|with simple joints|from an old pallet|in ash and leather|with an oil finish|from one plank|with rounded edges',
      settings: 'with hand tools|on a balcony bench|for a beginner with a saw|for a small flat|as a wedding present|for little hands',
    },
    {
      name: 'Weaving and dyeing',
      leaves: {
        'Wall hangings': 'woven wall hanging|macrame hanging|tassel hanging|felted landscape|branch weaving',
        Baskets: 'coiled rope basket|willow basket|raffia basket|paper-cord basket|bread basket',
        'Natural dyes': 'onion-skin dyed scarf|indigo napkin|avocado-dyed pillowcase|madder-dyed yarn|flower-pounded cloth',
        Macrame: 'macrame plant hanger|macrame table runner|knotted key ring|macrame curtain|knotted bag',
        'Small looms': 'pin loom coaster|tapestry sampler|woven bookmark|band-woven strap|rag rug',
      },
      details:
        'with natural fibres|with a driftwood rod|in soft wool|with uneven stripes|in cotton rope|with long fringes|with a shibori fold|with simple knots',
      settings: 'on a frame loom|for an empty wall|from garden plants|in one colour family|for a summer workshop|with no special tools',
    },
  ],
};
