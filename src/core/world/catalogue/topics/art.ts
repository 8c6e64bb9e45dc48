import type { TopicSource } from '../topic-source.ts';

export const art: TopicSource = {
  name: 'Art',
  adjectives: 'quiet|bold|loose|layered|abstract|small|large|geometric|dreamy|playful|muted|unfinished|early|graphic|minimal|textured',
  settings: 'for a white wall|for a sketchbook|in a limited palette|in ten minutes|for beginners|as a series of six|from memory|from life',
  endings: 'study one|process notes|step by step|a colour study|materials used|the second version|what I was after|from sketch to print',
  openings: 'My first|Practising a|Looking closely at a|One more|Notes on a|Finishing the',
  closings:
    'Painted in one sitting.|The paper buckled and I kept it.|Three colours and white.|Prints come in two sizes.|The reference photograph is my own.|It hangs above my desk now.|Start with the largest shape.|I stopped earlier than usual.|Part of a daily practice.|Made with the cheapest tools I own.',
  coloured: true,
  groups: [
    {
      name: 'Painting',
      leaves: {
        Watercolour: 'watercolour landscape|loose floral watercolour|watercolour sky|watercolour pear|wet-in-wet seascape',
        Gouache: 'gouache still life|gouache rooftop scene|gouache mountain|gouache interior|gouache garden',
        Oils: 'oil landscape|oil portrait study|alla prima lemon|palette knife field|oil seascape',
        Acrylics: 'acrylic abstract|acrylic moonrise|acrylic poppy field|colour block canvas|acrylic city street',
        'Still life': 'still life with fruit|table top still life|vase painting|kitchen still life|bottle study',
      },
      details:
        'with soft edges|with a dry brush|with visible strokes|on toned paper|with one bright accent|with a low horizon|in thin washes|on raw linen',
      settings: 'after a walk|in morning light|for a quiet evening|on a small panel|with a big brush|during a power cut',
    },
    {
      name: 'Drawing',
      leaves: {
        Portraits: 'charcoal portrait|profile drawing|pencil portrait|one-line portrait|toned paper portrait',
        'Ink sketches': 'ink cityscape|ink and wash tree|brush pen figure|cross-hatched barn|ink botanical',
        'Urban sketches': 'cafe sketch|street corner sketch|station sketch|rooftop sketch|market sketch',
        Botanicals: 'botanical leaf study|seed head drawing|mushroom chart|wild herb drawing|magnolia study',
        'Figure drawing': 'gesture drawing|dancer study|seated figure|hand study|life drawing',
      },
      details:
        'in soft pencil|with white chalk|on kraft paper|with a single line|in sepia ink|with loose hatching|with a brush pen|in blue pencil',
      settings: 'in thirty minutes|on the train|in a pocket notebook|while waiting|with no rubber|for a month of practice',
    },
    {
      name: 'Printmaking',
      leaves: {
        Linocuts: 'linocut bird|linocut fern|linocut harbour|linocut moon|linocut hare',
        'Screen prints': 'screen-printed poster|two-colour screen print|halftone print|screen-printed fruit|overprint study',
        Monoprints: 'gel plate monoprint|leaf monoprint|monoprint landscape|trace monotype|layered monoprint',
        Risographs: 'risograph zine|riso landscape|riso calendar|riso portrait|riso pattern sheet',
        'Block printing': 'block-printed cloth|potato print|block-printed star|woodblock wave|repeat-pattern block',
      },
      details:
        'in two layers|with misregistered ink|on thin paper|with a gradient roll|with carved texture|in a small edition|with fluorescent ink|with a torn edge',
      settings: 'without a press|at the kitchen table|for a fair|for a card swap|with safe inks|on an old proof press',
    },
    {
      name: 'Photography',
      leaves: {
        Landscapes: 'dawn landscape photograph|foggy field photograph|long exposure coast|winter tree photograph|hill line photograph',
        'Film photography': 'film portrait|grainy street frame|expired film roll|half-frame diary|instant photograph',
        'Street photography': 'street shadow photograph|rain reflection frame|window light photograph|crossing at noon|umbrella frame',
        'Close-ups': 'petal close-up|frost macro|dew drop macro|shell close-up|feather study',
        'Light studies': 'window light study|silhouette frame|golden hour frame|candlelight photograph|lamp glow photograph',
      },
      details:
        'with long shadows|with a single subject|through old glass|with soft grain|with a low sun|on a plain background|with a wide margin|in black and white',
      settings: 'on a cheap camera|with a phone|before breakfast|after a storm|with one lens|over a whole year',
    },
    {
      name: 'Lettering',
      leaves: {
        Calligraphy: 'brush calligraphy alphabet|italic hand practice|copperplate card|pointed pen name|gothic capital',
        'Hand lettering': 'lettered quote|floral letter|chalk lettering board|vintage lettering|lettered envelope',
        Posters: 'type poster|festival poster|grid poster|swiss-style poster|botanical poster',
        Monograms: 'two-letter monogram|woven monogram|stamped initial|family crest|leafy initial',
        'Sign painting': 'gilded sign|painted shop sign|enamel house number|market price sign|window lettering',
      },
      details:
        'with long flourishes|in walnut ink|with a drop shadow|with even rhythm|in white on black|with hairline strokes|with a tight grid|with hand-drawn leaves',
      settings: 'for patient hands|with a broad nib|for a shop window|from old manuals|for place cards|in twenty lines a day',
    },
    {
      name: 'Wall art',
      leaves: {
        'Gallery walls': 'gallery wall|salon hang|picture ledge display|staircase gallery|grid of frames',
        'Abstract art': 'abstract shapes print|colour field print|cut-out print|arch and circle print|organic line print',
        Murals: 'painted arch mural|mountain mural|scallop wall|botanical mural|stripe mural',
        'Textile art': 'woven tapestry|stitched landscape|quilted wall panel|fabric collage|tufted panel',
        Sculptures: 'paper sculpture|wire mobile|clay relief|balancing mobile|plaster vessel',
      },
      details:
        'above the sofa|in oak frames|with generous margins|in earthy tones|with curved shapes|hung low|with a linen mount|with one tiny picture',
      settings: 'for renters|for a stairwell|without drilling|for an empty corner|around a window|on an uneven wall',
    },
  ],
};
