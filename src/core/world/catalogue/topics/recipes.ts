import type { TopicSource } from '../topic-source.ts';

export const recipes: TopicSource = {
  name: 'Recipes',
  adjectives:
    'easy|simple|make-ahead|small-batch|homemade|everyday|unfussy|quick|dependable|generous|lighter|slow|fragrant|old-fashioned|foolproof|weekend',
  settings: 'for two|for a crowd|for a rainy day|on a weeknight|from the pantry|for Sunday|without fuss|for beginners|in half an hour',
  endings:
    'three ways|the method that works|step by step|what to serve with it|notes from the third try|a short guide|my one rule|tips for next time',
  openings: 'The best|My favourite|Our usual|Sunday|A plate of|The easiest|Learning to make',
  closings:
    'Leftovers keep for two days.|It doubles well.|Have everything ready before you start.|A pinch of flaky salt at the end makes it.|Use what is in season.|The children ask for it by name.|No special tools are needed.|Taste before serving and adjust.|It is even better the next day.|Ready in under forty minutes.',
  coloured: false,
  groups: [
    {
      name: 'Breakfasts',
      leaves: {
        Eggs: 'baked eggs|soft omelette|herb frittata|scrambled eggs|poached eggs/with wilted spinach|with roasted tomatoes|with chive butter|with crumbled feta|with buttered toast',
        Porridge:
          'oat porridge|overnight oats|rice porridge|barley porridge|baked oatmeal/with stewed plums|with toasted hazelnuts|with maple pears|with cardamom|with brown butter',
        Pancakes:
          'buttermilk pancakes|buckwheat pancakes|oven pancake|lemon crepes|oat waffles/with blueberries|with ricotta|with poached rhubarb|with honey butter|with sliced peaches',
        Toast:
          'avocado toast|mushroom toast|ricotta toast|cinnamon toast|tomato toast/on rye bread|on sourdough|with toasted seeds|with lemon zest|with good olive oil',
        Granola:
          'honey granola|seed granola|yoghurt bowl|maple granola|bircher muesli/with dried apricots|with coconut flakes|with roasted figs|with pumpkin seeds|with fresh berries',
      },
      details: 'with black coffee',
      settings: 'for slow mornings|to eat in the garden|for early starts|to make the night before|for brunch|for breakfast in bed',
    },
    {
      name: 'Soups and salads',
      leaves: {
        'Bean soups':
          'white bean soup|lentil soup|chickpea stew|split pea soup|minestrone/with rosemary oil|with kale|with parmesan rind|with smoked paprika|with lemon',
        'Vegetable soups':
          'roasted tomato soup|carrot soup|squash soup|leek and potato soup|mushroom soup/with crisp croutons|with ginger|with toasted seeds|with sage|with creme fraiche',
        'Noodle soups':
          'miso noodle soup|chicken noodle soup|udon soup|rice noodle soup|dumpling soup/with soft eggs|with spring onions|with chilli oil|with pak choi|with mushrooms',
        'Green salads':
          'fennel salad|cucumber salad|herb salad|shaved asparagus salad|little gem salad/with lemon dressing|with toasted almonds|with mint|with orange slices|with mustard dressing',
        'Grain salads':
          'farro salad|couscous salad|quinoa salad|barley salad|bulgur salad/with roasted carrots|with pomegranate|with charred corn|with soft herbs|with preserved lemon',
      },
      details: 'with warm bread',
      settings: 'for cold evenings|for a packed lunch|for a light supper|to share outside|for the freezer|when the fridge is empty',
    },
    {
      name: 'Dinners',
      leaves: {
        Pasta:
          'lemon pasta|tomato pasta|mushroom lasagne|baked gnocchi|courgette orzo/with crisp breadcrumbs|with basil|with ricotta|with garlic and chilli|with brown butter',
        Curries:
          'chickpea curry|coconut curry|aubergine curry|red lentil dal|spinach curry/with lime|with jasmine rice|with flatbread|with coriander|with cucumber raita',
        'Tray bakes':
          'roast vegetable tray bake|chicken tray bake|sausage tray bake|salmon tray bake|squash tray bake/with red onions|with lemon and thyme|with new potatoes|with fennel|with olives',
        'Rice dishes':
          'mushroom risotto|fried rice|herb pilaf|vegetable paella|baked rice/with peas|with saffron|with crisp shallots|with spring onions|with toasted almonds',
        'Tacos and wraps':
          'bean tacos|fish tacos|falafel wraps|lettuce wraps|sweet potato tacos/with lime slaw|with pickled onions|with charred corn|with avocado|with yoghurt sauce',
      },
      details: 'with a green salad',
      settings:
        'for busy evenings|to eat with your hands|for friends on Friday|in one pan|for cooks with little time|for a birthday supper',
    },
    {
      name: 'Baking',
      leaves: {
        Bread:
          'country loaf|rye bread|focaccia|milk bread|soda bread/with rosemary|with toasted seeds|with sea salt|with walnuts|with a long rise',
        Cakes:
          'lemon loaf cake|carrot cake|olive oil cake|coffee cake|apple cake/with a thin glaze|with brown sugar|with cream cheese icing|with almonds|with orange syrup',
        Cookies:
          'oat cookies|ginger cookies|chocolate chip cookies|almond biscuits|shortbread/with sea salt|with brown butter|with dark chocolate|with candied orange|with hazelnuts',
        Pies: 'apple pie|plum galette|rhubarb tart|pear tart|cherry pie/with a rye crust|with almond cream|with a lattice top|with vanilla|with demerara sugar',
        Buns: 'cardamom buns|cinnamon rolls|hot cross buns|saffron buns|brioche/with pearl sugar|with apricot glaze|with orange zest|with poppy seeds|with custard',
      },
      details: 'with a cup of tea',
      settings: 'for the weekend|for a bake sale|to give away|for a first attempt|for tea at four|without a mixer',
    },
    {
      name: 'Desserts',
      leaves: {
        'Ice cream':
          'vanilla ice cream|lemon sorbet|pistachio ice cream|strawberry semifreddo|coffee granita/with honey|with crushed biscuits|with warm plums|with sea salt|with roasted nuts',
        'Fruit desserts':
          'baked apples|poached pears|berry crumble|peach cobbler|plum compote/with thick cream|with almonds|with bay leaf|with oats|with vanilla custard',
        Puddings:
          'rice pudding|chocolate mousse|panna cotta|bread pudding|lemon posset/with raspberries|with cardamom|with toasted coconut|with shortbread|with orange caramel',
        Cheesecakes:
          'baked cheesecake|lemon cheesecake|burnt-top cheesecake|ricotta cheesecake|berry cheesecake/with roasted figs|with a ginger base|with sour cherries|with blackcurrants|with honey',
        Confections:
          'sea salt caramels|nut brittle|chocolate bark|coconut bites|fruit jellies/with pistachios|with dried cherries|with sesame|with orange peel|with flaky salt',
      },
      details: 'with strong coffee',
      settings: 'after a long lunch|for a dinner party|to make ahead|for warm nights|for sharing|with no baking powder in the house',
    },
    {
      name: 'Drinks',
      leaves: {
        'Iced drinks':
          'iced tea|cucumber lemonade|iced coffee|peach spritz|ginger cooler/with mint|with lime|with a rosemary sprig|with crushed ice|with sliced peaches',
        'Hot drinks':
          'spiced chai|hot chocolate|golden milk|ginger tea|mulled apple juice/with cinnamon|with star anise|with orange peel|with frothed milk|with honey',
        Smoothies:
          'green smoothie|mango lassi|berry smoothie|banana smoothie|oat smoothie/with ginger|with spinach|with almond butter|with cardamom|with lime',
        Syrups:
          'elderflower syrup|rhubarb syrup|ginger syrup|vanilla syrup|lavender syrup/with lemon|with less sugar|with pink peppercorns|with orange|with fresh thyme',
        Mocktails:
          'grapefruit mocktail|berry shrub|cucumber tonic|rosemary spritz|citrus punch/with soda|with crushed mint|with bitter orange|with frozen grapes|with a salted rim',
      },
      details: 'with a little honey',
      settings: 'by the jug|for a hot afternoon|for the porch|for the first frost|without alcohol|for a slow evening',
    },
  ],
};
