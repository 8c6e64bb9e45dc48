import type { TopicSource } from '../topic-source.ts';

export const outfits: TopicSource = {
  name: 'Outfits',
  adjectives:
    'easy|relaxed|lightweight|classic|sturdy|simple|soft|everyday|polished|second-hand|timeless|unfussy|understated|dependable|well-worn|minimal',
  settings:
    'for travel days|for cold mornings|for the office|for a long weekend|for a capsule wardrobe|worn five ways|for in-between weather|on repeat',
  endings:
    'five ways to wear it|what to pair it with|a fit guide|summer to autumn|the details|care and repair|day to evening|notes on sizing',
  openings: 'My favourite|The perfect|Building around the|A week in the|Mending the|One more',
  closings:
    'It packs flat and does not crease.|The cut works on most people.|Size down if between sizes.|Bought used and mended once.|Wash cold and dry in the shade.|Looks best with the sleeves rolled.|Pockets deep enough for a book.|It has lasted four winters so far.|The fabric softens with every wash.|Easy to dress up with plain shoes.',
  coloured: true,
  groups: [
    {
      name: 'Coats and jackets',
      leaves: {
        'Wool coats': 'wool coat|wrap coat|duffel coat|long overcoat|cocoon coat',
        'Rain jackets': 'rain jacket|waxed jacket|hooded parka|rain cape|fishing jacket',
        'Denim jackets': 'denim jacket|denim chore coat|corduroy trucker jacket|canvas jacket|lined denim jacket',
        Trenches: 'trench coat|short trench|cotton mac|belted raincoat|car coat',
        'Quilted jackets': 'quilted jacket|liner jacket|padded vest|patchwork jacket|quilted coat',
      },
      details:
        'with a wool scarf|over a roll-neck|with wide trousers|with leather boots|over a striped shirt|with horn buttons|with a canvas tote|over a knit dress',
      settings: 'for wet commutes|for the first cold week|for walks with the dog|for a grey city|for autumn markets|for evenings out',
    },
    {
      name: 'Dresses',
      leaves: {
        'Shirt dresses': 'shirt dress|striped shirt dress|belted shirt dress|denim shirt dress|poplin dress',
        'Summer dresses': 'linen sundress|tiered sundress|cotton slip dress|gingham dress|smocked dress',
        'Knit dresses': 'ribbed knit dress|sweater dress|roll-neck dress|jersey midi dress|cable knit dress',
        'Evening dresses': 'satin slip dress|velvet dress|column dress|bias-cut dress|draped dress',
        Pinafores: 'corduroy pinafore|apron dress|dungaree dress|linen pinafore|wool pinafore',
      },
      details:
        'with flat sandals|with a waist tie|with puff sleeves|under a cropped cardigan|with ankle boots|with deep pockets|with a silk scarf|with a square neck',
      settings: 'for a garden wedding|for warm evenings|for dancing|for dinner outside|for office Fridays|for a summer party',
    },
    {
      name: 'Knitwear',
      leaves: {
        Cardigans: 'chunky cardigan|cropped cardigan|belted cardigan|mohair cardigan|button-back cardigan',
        Sweaters: 'fisherman sweater|crew-neck sweater|striped sweater|raglan sweater|boiled wool sweater',
        'Knit vests': 'knit vest|argyle vest|cable vest|v-neck vest|fair isle vest',
        'Scarves and hats': 'ribbed beanie|lambswool scarf|knit beret|bobble hat|blanket scarf',
        'Knit sets': 'knit lounge set|ribbed two-piece|knit skirt set|wool trouser set|waffle knit set',
      },
      details:
        'with a white collar|with straight jeans|in undyed wool|with contrast stitching|with a pleated skirt|with patch elbows|with wide cuffs|with leather loafers',
      settings: 'for cabin weekends|for draughty rooms|for frosty mornings|for reading days|for winter walks|for a knitter to copy',
    },
    {
      name: 'Workwear',
      leaves: {
        Blazers: 'linen blazer|double-breasted blazer|tweed blazer|collarless jacket|navy blazer',
        Trousers: 'pleated trousers|wide-leg trousers|cropped trousers|high-waisted trousers|wool trousers',
        Shirts: 'poplin shirt|oxford shirt|silk blouse|band-collar shirt|striped shirt',
        'Pencil skirts': 'pencil skirt|midi skirt|pleated skirt|a-line skirt|wrap skirt',
        Jumpsuits: 'utility jumpsuit|tailored jumpsuit|linen boiler suit|wide-leg jumpsuit|denim boiler suit',
      },
      details:
        'with clean trainers|with a fine belt|with pointed flats|with a tucked tee|with a long coat|with rolled sleeves|with a simple watch|with low heels',
      settings: 'for presentation days|for a new job|for warm offices|for casual Fridays|for site visits|for meetings on screen',
    },
    {
      name: 'Summer looks',
      leaves: {
        Shorts: 'linen shorts|pleated shorts|denim shorts|long tailored shorts|cotton shorts',
        Tees: 'boxy tee|striped tee|ringer tee|pocket tee|heavy cotton tee',
        Swimwear: 'ribbed swimsuit|belted swimsuit|high-waisted bikini|gingham swimsuit|swim shorts',
        'Linen sets': 'linen co-ord|linen shirt set|drawstring linen set|cropped linen set|camp-collar set',
        'Sun hats': 'straw sun hat|bucket hat|wide-brim hat|raffia visor|crochet hat',
      },
      details:
        'with leather sandals|with a straw bag|with an open shirt|with round sunglasses|with canvas shoes|with a cotton scarf|with a woven belt|with rolled hems',
      settings: 'for hot cities|for the beach bar|for a heatwave|for island days|for picnics|for one carry-on bag',
    },
    {
      name: 'Shoes and bags',
      leaves: {
        Boots: 'chelsea boots|lace-up boots|suede ankle boots|riding boots|hiking boots',
        Trainers: 'white trainers|retro runners|canvas trainers|suede trainers|gum-sole trainers',
        'Loafers and flats': 'penny loafers|ballet flats|mary janes|suede loafers|woven flats',
        'Tote bags': 'canvas tote|leather tote|market tote|quilted tote|striped tote',
        'Shoulder bags': 'saddle bag|crescent bag|bucket bag|camera bag|belt bag',
      },
      details:
        'with straight jeans|with thick socks|with a midi skirt|with visible stitching|with cropped trousers|with brass hardware|with a wool coat|with a white shirt',
      settings: 'for cobbled streets|for all-day walking|for rainy weeks|for small essentials|for the school run|for a lifetime',
    },
  ],
};
