import type { Lexicon } from './lexicon.ts'

export const english: Lexicon = {
  angryStrong: `never_shopping never_coming never_going never_returning never_setting last_time_i not_coming_back won't_be_back won't_be_returning won't_buy won't_order daylight_robbery shambles disaster nightmare mockery con con_artists swindle swindled bogus angry furious outraged outrageous disgusting disgusted disgusts disgrace disgraceful appalling appalled atrocious abysmal
    horrible horrendous horrid horrific awful awfully terrible terribly worst useless worthless garbage trash rubbish crap crappy
    shit shitty bullshit damn hell wtf fuck fucking fucked sucks sucked suck scam scammed scammers fraud rip_off ripoff ripped_off thieves
    liar liars lied lying lies cheated cheat unacceptable inexcusable ridiculous pathetic joke insulting insult incompetent incompetence
    rude rudely hate hated hates never_again never_buy never_order never_use never_ordering never_buying avoid stay_away zero_stars one_star
    1_star no_stars waste_of_money waste_of_time waste wasted inedible uneatable revolting vile nasty gross rotten rancid maggots mold moldy
    mould mouldy cockroach fed_up sick_of had_enough absolute_joke money_back my_money_back refund_now sue lawyer complaint dreadful
    despicable shameful shame infuriating infuriated livid pissed pissed_off trashed enraged idiot idiots stupid moron dumb lousy
    do_not_buy don't_buy dont_buy do_not_order don't_order beware horribly steer_clear don't_waste do_not_waste dont_waste not_worth regret`,
  angry: `crash crashes crashed crashing freezes froze glitchy glitches buggy bugs laggy unplayable uninstalled uninstalling expected_so_much nothing_loads not_what kept_us_up kept_me_up noisy noise two_stars 2_stars moldy_room run_down outdated cramped stained musty bed_bugs paper_thin crumbs_everywhere hidden_fees clunky unstable spam too_many_ads full_of_ads no_hot_water dated_rooms rolled_her_eyes rolled_his_eyes rolled_their_eyes on_hold put_on_hold hung_up_on rock_hard black_inside brown_inside charged_me charged_twice only_got only_received expected_better expected_more deserve_better could_do_better three_times third_time yet_again once_again_the kept_waiting no_apology not_even_an_apology excuses blamed passed_around nobody_cares who_is_responsible wilting browning mealy pulpy chewy_as freezer_burn freezer_burnt off_putting short_changed shortchanged skimpy stingy measly overrated hit_or_miss gone_downhill went_downhill nowhere_near what_happened_to bad badly poor poorly disappointing disappointed disappointment disappoint disappoints unhappy dissatisfied unsatisfied annoyed annoying annoys
    frustrated frustrating upset wrong broken broke breaks damaged defective faulty missing late delay delayed slow cold soggy stale
    bland tasteless flavorless flavourless dry overcooked undercooked burnt burned raw greasy oily salty mushy rubbery tough chewy
    watery sour bitter spoiled spoilt smelly smelled stinks stink stank stinky smell rotted leaked leaking crushed squashed bruised melted
    thawed expired wilted slimy dirty filthy unclean cheap flimsy junk overpriced expensive overcharged tiny small_portion small_portions
    unprofessional careless lazy ignored ignoring unresponsive unhelpful impolite mess messy messed failed fails failure fail failing
    problem problems issue issues error errors complain complained complaining refuse refused refund return returned returning
    returns unreliable misleading mislead misled false fake inferior mediocre weak stopped_working stopped doesn't_work does_not_work didn't_work
    did_not_work don't_work won't_work not_working waited waiting forever forgot forgotten cancelled canceled wouldn't unable ruined destroyed
    let_down letdown lacking lacked lacks boring dull uncomfortable cracked torn leaky loose stuck dead died flawed unusable
    unfortunately sadly sorry worse downhill not_as_described different_from crap_quality threw_away throw_away thrown threw tossed in_the_bin
    in_the_trash never_arrived never_came never_received still_waiting no_response no_reply no_answer nobody no_one hung_up
    gave_up save_your_money not_impressed unimpressed unimpressive underwhelming underwhelmed subpar skip pass_on inconsistent
    inaccurate incorrect incomplete hard_to_chew hard_to_open hard_to_use hard_to_swallow hard_to_read hard_as difficult confusing pointless nonsense lukewarm flavorless aftertaste artificial chemical plastic
    weird strange odd awkward hardly_any hair gristle fatty scratched dented bent crooked lost lost_my stole stolen noisy loud too_small too_big
    soap soapy dishwater brown_water half_empty half_full empty_box save_yourself somewhere_else elsewhere apologize apologise apology near_its_expiration past_its expiration_date out_of_date won't_touch wouldn't_touch won't_eat wouldn't_eat refuses_to refused_to turned_up_her upside_down down_the_drain not_what_i no_way ended_up wrong_item corn_syrup preservatives msg vending_machine i've_had_better had_better tasted_better over_priced bad_batch bad_experience not_happy no_longer last_time too_sweet too_much too_many could_not_finish couldn't_finish couldn't_eat could_not_eat undrinkable changed_the_recipe new_recipe cardboard sawdust shoe_leather ripped ripped_open tore shattered smashed dropped_it in_the_rain outside_the crumbs dripping leaks chipped uncooked bloody_inside bones shell_fragments no_flavor no_flavour no_taste lacks_flavor not_for_me not_a_fan don't_like didn't_like did_not_like do_not_like does_not_taste doesn't_taste too_salty too_dry too_spicy too_expensive too_long shrunk itchy sticky`,
  worried: `anything_wrong_with wrong_with_these smells_odd smell_odd smells_strange still_edible okay_to_eat ok_to_eat all_right_to_eat safe_for_my safe_for_kids make_me_ill make_us_ill swollen tingling dizzy faint rushed_to unconscious undercooked_and how_dangerous should_i_worry should_i_throw should_i_see worried worry worrying worries concerned concern concerning afraid scared scary fear fearful nervous anxious anxiety unsafe dangerous
    danger risk risky hazard ill sick sickness vomit vomiting vomited threw_up throwing_up nausea nauseous diarrhea diarrhoea stomach_ache stomachache
    cramps poisoning poisoned allergic allergy rash fever hospital doctor hives swelling unwell is_it_safe safe_to_eat still_safe is_this_safe
    still_good still_ok still_okay gone_off gone_bad went_bad should_i_be not_sure unsure uneasy doubt doubts doubtful suspicious contaminated
    contamination bacteria salmonella listeria parasite parasites worms recall recalled pregnant my_baby urgent urgently panic
    alarmed alarming frightened terrified desperate desperately please_help help_me wonder_if hope_it_is hope_it's what_if
    out_too_long left_out overnight smells_funny smells_off looks_off tastes_off choke choked choking`,
  contentStrong: `made_my_day made_my_week made_my_evening could_not_fault couldn't_fault can't_fault hats_off thumbs_up a_joy out_of_this_world heavenly divine to_die_for blown_away chef's_kiss knocks_it_out love loved loves loving amazing awesome excellent fantastic wonderful perfect perfectly perfection outstanding superb brilliant incredible
    fabulous delicious delightful delighted delish yummy yum scrumptious best impressed impressive exceptional magnificent terrific phenomenal
    thrilled exceeded_my exceeded highly_recommend highly_recommended highly_recommendable must_buy must_have must_try five_stars 5_stars 10/10
    ten_out_of_ten flawless spot_on favorite favourite favorites favourites game_changer can't_go_wrong could_not_be_happier couldn't_be_happier
    can't_get_enough can't_beat great`,
  content: `devour devours devoured blew_me_away blown_away exactly_what would_recommend holds_together holds_up held_up finally_a user_friendly intuitive spotless well_made sturdy_and game_changer life_saver lifesaver addictive hooked staple go_to can't_get_enough cant_get_enough second_to_none hits_the_spot well_worth exceeded_my keep_coming_back kept_coming_back keeps_coming_back coming_back_for finished_the_whole finished_it_all licked_the every_last_bite ice_cold still_cold packed_with_care nothing_broken not_a_single_broken never_had_a_bad never_a_problem never_had_a_problem never_any_problem exactly_what_i my_go-to go-to gone_in_minutes second_helping second_helpings wolfed asked_for_more wanted_more came_early arrived_early an_hour_early ahead_of_time went_the_extra carried_it sorted_it_out sorted_out lifesavers plump zesty tangy succulent velvety moist buttery spotless well_stocked not_bad not_too_bad not_bad_at_all never_looked_better never_been_better never_had_better never_tasted_better nothing_better no_better beats replaced hooked addict no_bitterness no_aftertaste without_any without_being not_too_sweet not_too_salty not_overpowering not_bitter can't_stop hard_to_stop crazy_for goes_crazy go_crazy worth_every worth_it worth_the_price five_star go_to goto staple stock_up second_order the_bomb lets_me_down on_schedule above_and_beyond hit_the_spot craving cravings subscribe subscribed asks_for ask_for_it ask_for_them grandma reminds_me childhood hard_to_find glad_to_find happy_to_find so_happy lasts lasted devoured gone_in keeps_me lifesaver life_saver wonders blessing pleasant_surprise surprised_at_how surprisingly melt_in_your melts_in_your second_to_none top_notch first_class high_quality great_price good_price love_at full_of_flavor bursting lots_of_flavor regular_customer loyal regularly always_have kids_love good nice nicely happy pleased satisfied glad thank thanks thankful appreciate appreciated grateful enjoy enjoyed enjoys enjoyable enjoying
    recommend recommended fresh tasty flavorful flavourful juicy tender crisp crispy crunchy ripe sweet soft smooth creamy warm hot_and_fresh
    friendly polite helpful kind courteous professional quick quickly fast prompt promptly on_time early efficient easy easily convenient
    comfortable comfy sturdy durable solid reliable works_great works_well works_fine works_perfectly well_made well_packed well_packaged
    beautiful beautifully lovely pretty cute elegant clean neat tidy generous affordable reasonable reasonably value bargain worth quality pleasant
    pleasantly cool fun glad_i fine fair decent super wow hooray cheers well_done keep_it_up again_soon will_order_again order_again
    buy_again will_buy_again ordering_again come_back will_be_back repeat satisfying pleasure smile smiling healthy natural authentic rich
    light accurate bright handy useful gem treat treats addictive addicting no_complaints no_problems no_issues as_described as_expected
    as_advertised just_right hits_the_spot appetizing aromatic fragrant refreshing wholesome hearty excited exciting liked like_it like_this
    like_these like_them i_like bueno works improved improvement better effective stars saved gift perfect_for nutritious kudos props bravo`,
  negators: `not no never n't cannot can't cant don't dont doesn't doesnt didn't didnt isn't isnt wasn't wasnt aren't arent weren't won't wont wouldn't couldn't
    shouldn't hardly barely scarcely without neither nor nothing nowhere lack lacks lacking far_from anything_but ain't haven't hasn't hadn't`,
  intensifiers: `very really so extremely absolutely completely totally utterly incredibly super too quite truly such always all entirely
    seriously beyond highly freaking bloody ever`,
  weakeners: `slightly somewhat kinda kind_of sort_of a_bit a_little little bit fairly mildly`,
  turns: `but however although though yet except unfortunately sadly until`,
  sarcasm: [
    /\b(?:thanks|thank you) (?:a lot )?for nothing\b/,
    /\b(?:oh )?(?:great|wonderful|fantastic|brilliant|lovely|nice|perfect),? (?:another|just what i needed|job (?:ruining|losing|forgetting)|now (?:i|my|the|it))/,
    /\bjust (?:great|wonderful|perfect|brilliant|fantastic)\b/,
    /\bgood luck (?:getting|with|trying|finding|reaching)\b/,
    /\bif you (?:like|love|enjoy|want) (?:your |to |cold|raw|soggy|being|wasting|paying|waiting|throwing)/,
    /\b(?:so much|too good) (?:for|to be true)\b/,
    /\bwhat a (?:joke|shame|mess|waste|disaster|rip|let ?down|disappointment|scam|load)\b/,
    /\b(?:would|could|can|will) (?:give|be|get) (?:it |them |this )?(?:zero|0|no|negative|minus) stars?\b/,
    /\bi (?:guess|suppose) (?:nobody|no one|you don't)\b/,
    /\bhow (?:hard|difficult) (?:is it|can it be|could it be)\b/,
    /\b(?:are you|is this) (?:kidding|serious|a joke)\b/,
    /\bhow (?:dare|can you|could you)\b/,
  ],
  wishes: `would_have_been could_have_been should_have_been wish wished hoped hoping expected expecting supposed used_to looked_forward thought
    wanted_to would_be could_be should_be if_only instead_of`,
}
