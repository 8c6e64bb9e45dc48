import type { TopicSource } from '../topic-source.ts';

export const trips: TopicSource = {
  name: 'Trips',
  adjectives:
    'quiet|slow|unhurried|off-season|early-morning|windy|sunlit|misty|solo|two-day|long-weekend|low-cost|car-free|favourite|unexpected|family',
  settings:
    'in early October|in late May|in the first snow|with one small bag|by train|with children|on a small budget|in three days|before the crowds',
  endings: 'a short guide|map and notes|what to pack|day by day|where to stop|the honest version|what we would skip|two easy days',
  openings: 'Our|The perfect|Planning a|Notes from a|One more|Photographs from a',
  closings:
    'Bring a warm layer even in summer.|The last bus leaves at six.|We met almost nobody on the way.|The map in the notes shows every stop.|Book the first night and leave the rest open.|The bakery by the station opens at seven.|Go early and stay for the light.|Good shoes are enough.|We would go back in another season.|Water can be refilled along the way.',
  coloured: false,
  groups: [
    {
      name: 'Mountains',
      leaves: {
        'Ridge walks': 'ridge walk|summit hike|high pass crossing|alpine loop|crest trail',
        Huts: 'mountain hut stay|stone refuge night|hut-to-hut walk|bivouac night|cabin weekend',
        'Alpine lakes': 'alpine lake hike|glacial lake walk|tarn swim|lake circuit|high lake picnic',
        'Snow days': 'snowshoe tour|cross-country ski day|winter valley walk|sledding day|frozen waterfall walk',
        'Mountain villages': 'mountain village stay|valley village weekend|cable car day|village market morning|farmhouse stay',
      },
      details:
        'above the tree line|with a view of three valleys|along an old mule track|past two waterfalls|under granite walls|with a sunrise start|through larch woods|over the saddle',
      settings: 'for steady walkers|after the first frost|without a car|for first-timers|in clear weather|with an older dog',
    },
    {
      name: 'Coasts',
      leaves: {
        Beaches: 'beach day|dune walk|tidal flat walk|pebble beach afternoon|sandbar picnic',
        Islands: 'island weekend|ferry day trip|island bike loop|small island stay|island-hopping week',
        Harbours: 'harbour morning|fishing village weekend|old port walk|quayside lunch|lighthouse walk',
        'Cliff paths': 'cliff path walk|headland loop|coastal trail stage|sea stack viewpoint|cove-to-cove walk',
        'Sea swims': 'cold sea swim|tidal pool morning|snorkelling day|bay swim|kayak day',
      },
      details:
        'at low tide|with salt on everything|past white cottages|beside the lighthouse|with a flask of tea|along the sea wall|under wheeling gulls|with a late sunset',
      settings: 'after summer ends|for tired parents|on a windy day|for people who wake early|on foot and by ferry|in the shoulder season',
    },
    {
      name: 'Cities',
      leaves: {
        'Old towns': 'old town walk|medieval quarter stroll|city wall walk|rooftop evening|courtyard walk',
        Museums: 'museum day|gallery weekend|design museum visit|sculpture park visit|architecture walk',
        'Food markets': 'market morning|street food evening|bakery crawl|covered market lunch|night market visit',
        Neighbourhoods: 'canal district walk|neighbourhood day|tram line tour|bookshop walk|riverside cycle',
        'City stays': 'small hotel stay|apartment week|48-hour city stop|station hotel night|guesthouse weekend',
      },
      details:
        'with good coffee stops|across six bridges|on quiet side streets|with a tram ticket|past tiled facades|with a view from the tower|after the rain|along the river',
      settings: 'on a Monday|when museums are free|for people who dislike queues|between two trains|in the blue hour|for a winter break',
    },
    {
      name: 'Forests and lakes',
      leaves: {
        'Forest walks': 'forest walk|pine wood loop|moss trail|beech wood ramble|boardwalk trail',
        Camping: 'tent weekend|lakeside camp|hammock night|first camping trip|van weekend',
        Canoeing: 'canoe day|paddle trip|rowing boat afternoon|river float|island canoe camp',
        'Lake cabins': 'lake cabin stay|sauna weekend|boathouse night|jetty morning|log cabin week',
        Wildlife: 'birdwatching walk|deer-spotting walk|beaver pond visit|heron hide morning|wildlife hide visit',
      },
      details:
        'under tall pines|with a campfire supper|on still water|past the reed beds|along a mossy stream|with morning mist|near the old mill|with swimming stops',
      settings: 'for a screen-free weekend|when leaves turn|with borrowed gear|in light rain|for restless children|on midsummer night',
    },
    {
      name: 'Deserts',
      leaves: {
        Dunes: 'dune sunrise walk|sand sea camp|dune ridge climb|camel track walk|star camp night',
        Canyons: 'slot canyon walk|canyon rim trail|red rock loop|river canyon day|arch trail',
        'Road trips': 'desert road trip|mesa drive|salt flat drive|roadside motel night|two-lane road day',
        Oases: 'oasis stay|palm grove walk|hot spring stop|date garden visit|adobe guesthouse stay',
        'Night skies': 'stargazing night|meteor shower camp|moonrise walk|observatory visit|milky way camp',
      },
      details:
        'under a huge sky|at first light|through red sandstone|with long shadows|past old adobe walls|with a full tank|over wind-drawn sand|with mint tea',
      settings: 'in the cool months|for night owls|with plenty of water|for patient photographers|in four easy days|at the new moon',
    },
    {
      name: 'Countryside',
      leaves: {
        'Farm stays': 'farm stay|orchard weekend|barn conversion stay|sheep farm visit|harvest week',
        'Cycling days': 'country lane ride|rail trail ride|vineyard cycle|river path ride|gravel loop',
        Vineyards: 'vineyard walk|harvest lunch|cellar visit|hillside wine village stay|olive grove walk',
        'Village walks': 'village-to-village walk|chapel walk|hedgerow walk|mill stream walk|pub-to-pub walk',
        'Garden visits': 'walled garden visit|rose garden visit|lavender field visit|arboretum walk|open garden day',
      },
      details:
        'through barley fields|past stone walls|with a long lunch|over rolling hills|beside poplar rows|with warm bread from the farm|along sunken lanes|under apple trees',
      settings: 'during harvest|when the hawthorn blooms|for slow travellers|on hired bicycles|with a picnic blanket|for grandparents too',
    },
  ],
};
