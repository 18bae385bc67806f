namespace Api.Hosting;

/// <summary>Words and examples of funds, programmes, venues and vouchers. Amounts are whole fen.</summary>
static class SubsidyTexts
{
    const string Claimant = "\"citizenId\":\"320508199001011233\",\"district\":\"320508\",\"ties\":[\"household\"]";

    static readonly (string, string)[] Paging = [("page", "From 1."), ("pageSize", "1 to 100; 20 unless told.")];

    public static IReadOnlyDictionary<string, ApiText> ByOperation { get; } = new Dictionary<string, ApiText>
    {
        ["EnterAppropriation"] = Command(
            "An appropriation (预算指标) as the treasury's document says; it is no money before a second person approves it.",
            """{"year":2026,"source":"lottery-welfare","documentNo":"苏财教〔2026〕12号","treasuryNo":"T-2026-0001","amountFen":100000000}"""),
        ["ApproveFundAct"] = Command(
            "The second person approves act 0 (the appropriation) or a later act, and enters its amount again.",
            """{"act":0,"amountFen":100000000}"""),
        ["TurnDownFundAct"] = Command(
            "The second person turns an act down: wrong-amount, wrong-document or withdrawn.", """{"act":1,"reason":"wrong-amount"}"""),
        ["AdjustAppropriation"] = Command(
            "The treasury raises or cuts it (指标调整); approved as act n.", """{"documentNo":"苏财教〔2026〕40号","changeFen":-5000000}"""),
        ["CarryBudgetOver"] = Command(
            "Unspent money of programmes that go on moves to the next year's fund (结转), once.",
            """
            {"documentNo":"苏财教〔2027〕1号","treasuryNo":"T-2027-0001","parts":[{"programmeNo":"P-2026-01","amountFen":5000000}]}
            """),
        ["LapseFund"] = Command("What is available goes back to the treasury (收回).", """{"documentNo":"苏财教〔2027〕2号"}"""),
        ["EnterReceipt"] = Command(
            "Money of the treasury has arrived (F1010 / F2050), under the number of its payment (拨款凭证号), once; approved as act n.",
            """{"paymentNo":"SZ-2026-000123","amountFen":50000000}"""),
        ["EnterTransfer"] = Command(
            "Money is exchanged out (兑出) from the bank (F1010) to the e-CNY parent wallet (F1020) or from there into a programme's "
            + "sub-wallet (F1021.{programme}), or the way back; approved as act n.",
            """{"documentNo":"苏体〔2026〕7号","from":"F1010","to":"F1020","amountFen":50000000}"""),
        ["EnterGrant"] = Command(
            "A grant to one person (个人补助) out of a programme's frozen money that no voucher needs; approved as act n.",
            """
            {"programmeNo":"P-2026-01","citizenId":"320508199001011233","documentNo":"苏体〔2026〕7号","amountFen":100000}
            """),
        ["GetGrants"] = new("Grants out of a fund that were approved, by reference of the beneficiary.") { Query = Paging },
        ["GetFunds"] = new("Funds with their balances.") { Query = [("year", "Budget year."), .. Paging] },
        ["GetFund"] = new(
            "One fund: approved, available, frozen by programme, what waits for its second person, and all its accounts by number at "
            + "one moment."),
        ["ProposeProgramme"] = Command(
            "A programme, or other terms for one that runs. All contradictions are told at once.", Proposal),
        ["ApproveProgramme"] = Command(
            "Another person approves, with the record of the review of fair competition; the budget is frozen with it.",
            """{"review":{"reviewNo":"苏体公审〔2026〕5号","reviewedOn":"2026-05-06","conclusion":"compliant"}}"""),
        ["SendProgrammeBack"] = Command("incomplete, unsuitable or withdrawn.", """{"reason":"incomplete"}"""),
        ["StopBatch"] = Command("Nothing more of a batch is issued (熔断): abuse, fault or funds.", """{"cause":"abuse"}"""),
        ["CloseProgramme"] = Command("When no voucher can be used any more; the budget goes back to the fund.", "{}"),
        ["GetProgrammes"] = new("Programmes that were approved, with their review records.") { Query = Paging },
        ["GetProgramme"] = new("One programme with every edition of its terms."),
        ["GetProgrammeProposal"] = new("The same with what waits for approval."),
        ["DryRunProgramme"] = new(
            "Whom the newest terms would reach, and what they could cost, if everybody claimed as 52 weeks before; "
            + "groups of fewer than ten are left out."),
        ["AdmitVenue"] = Command(
            "Enters a designated venue (定点场馆), for high-risk sports with its operator's permit; "
            + "admitted once another person approves.",
            """
            {"venueNo":"V-0001","creditCode":"91320509MAL55G7059","name":"吴江区阳澄游泳馆","sports":["SWIM","BADMINTON"],
             "permitNo":"320509-2026-0001","payee":{"kind":"corporate-wallet","account":"0022500000005081"}}
            """),
        ["ChangeVenuePayee"] = Command(
            "Enters another account; paid to once another person approves.",
            """{"payee":{"kind":"bank-account","account":"1102020409000012345"}}"""),
        ["ApproveVenueAct"] = Command(
            "The second person approves the admission or the payee that waits, and enters the account's last four digits again.",
            """{"ending":"5081"}"""),
        ["TurnDownVenueAct"] = Command("wrong-payee, wrong-operator or incomplete.", """{"reason":"wrong-payee"}"""),
        ["GetDesignatedVenue"] = new("One venue as finance sees it, with what waits for its second person."),
        ["WarnVenue"] = Command(
            "redemption-not-in-view, false-redemption, cash-out, price-raised, refused-vouchers or late-data.",
            """{"cause":"late-data"}"""),
        ["DisqualifyVenue"] = Command("Ends the designation after a warning, or at once for a grave breach.", """{"cause":"cash-out"}"""),
        ["LetVenueGo"] = Command("The venue leaves (退出).", "{}"),
        ["GetDesignatedVenues"] = new("Where vouchers are used.")
        {
            Query = [("district", "Six digits."), ("state", "designated unless told; disqualified or left."), .. Paging],
        },
        ["AskForTicket"] = new(
            "A ticket for a drop, for whoever could win; holder is the SM3 of a secret of the claimant's device.",
            "{\"programmeNo\":\"P-2026-01\",\"batch\":1,\"channel\":\"app\",\"holder\":\"" + new string('0', 64) + "\"," + Claimant + "}"),
        ["ClaimWithTicket"] = new(
            "A claim in a drop: won (201), queued until the ticket's wave (202), or a problem with sold-out, limit-reached or refused "
            + "as result. One ticket is one claim, however often it is sent.",
            """{"ticket":"eyJ….…","secret":"c1f0…"}"""),
        ["ClaimThroughPortal"] = new(
            "A claim where the first come are served, or an entry into a lottery (202, queued); requestNo is the platform's and "
            + "recognised for ever.",
            "{\"programmeNo\":\"P-2026-01\",\"batch\":2,\"requestNo\":\"R-1\",\"channel\":\"portal\"," + Claimant + "}"),
        ["ClaimForSomebody"] = new(
            "The same for somebody at a counter or by telephone, in any mode; such claims draw on their reserve first.",
            "{\"programmeNo\":\"P-2026-01\",\"batch\":1,\"requestNo\":\"R-2\",\"channel\":\"counter\"," + Claimant + "}"),
        ["ProposeVoiding"] = Command(
            "One officer wants a voucher taken back: fraud, mistake or holder-request; it stays good until another one has done so.",
            """{"cause":"fraud"}"""),
        ["TurnDownVoiding"] = Command("not-proven, wrong-voucher or withdrawn.", """{"reason":"not-proven"}"""),
        ["VoidVoucher"] = Command(
            "Another officer takes it back, and enters the cause again; the holder is told with the legal basis, and may have it reviewed.",
            """{"cause":"fraud"}"""),
        ["GetVoidings"] = new("Vouchers that wait for the second person.") { Query = Paging },
        ["AskForReview"] = new(
            "A person looks at what was decided against the claimant (人工复核): decisionNo is the wallet's; no-abuse, facts-are-wrong, "
            + "rule-misapplied or not-me. Asked again, it has the same answer.",
            "{\"programmeNo\":\"P-2026-01\",\"decisionNo\":\"019ad3a5-7c00-7000-8000-000000000001\",\"requestNo\":\"R-3\","
            + "\"ground\":\"no-abuse\"," + Claimant + "}"),
        ["GetReviews"] = new("Reviews of the district's programmes, those to be decided first before the others.")
        {
            Query = [("state", "open or decided."), ("programmeNo", "Of one programme."), .. Paging],
        },
        ["DecideReview"] = Command(
            "upheld (rule-applied-rightly, abuse-confirmed, proof-missing) or overturned (no-abuse, proof-seen with ties where they are "
            + "the question, wrongly-counted with the voucher in notCounted, wrongly-voided).",
            """{"outcome":"overturned","reason":"no-abuse"}"""),
        ["GetOwnWallet"] = new(
            "A citizen's vouchers, and what was decided against the citizen with its review; asking makes nobody known.",
            "{" + Claimant + "}"),
        ["GetWallet"] = new(
            "A person's vouchers by reference, of programmes the reader may read, a clerk those with a review; the reading is on record.")
        {
            Query = [("purpose", "audit for an auditor, handling-vouchers for finance, reviewing-a-decision for a clerk.")],
        },
        ["GetAssistedWallet"] = new(
            "The vouchers of somebody at a counter or on the telephone, and what was decided against them; the reading is on record.",
            """{"citizenId":"320508199001011233","channel":"counter"}"""),
        ["GetDropBoard"] = new("How each batch goes: stock, left by share, issued, returned; live."),
        ["GetDraw"] = new(
            "A lottery's commitment, list of pseudonyms, seed and winners: enough to run it again; and why an entry was passed over.")
        {
            Query = [("page", "From 1."), ("pageSize", "1 to 1000, which is the default.")],
        },
        ["GetProgrammeReport"] = new("By sport, where claimants live, and age band; fewer than ten are not shown."),
        ["GetVoucherStatistics"] = new("Open data: vouchers by programme and batch, as JSON, or as CSV with Accept: text/csv."),
    };

    static ApiText Command(string summary, string example) => new(summary, example) { TakesKey = true };

    const string Proposal =
        """
        {"fundNo":"2026-T-2026-0001","budgetFen":150000,"inForceFrom":"2026-06-01",
         "terms":{"name":"苏州体育惠民消费券","district":"320500","opensOn":"2026-06-01","closesOn":"2026-06-30","sports":[],"venues":[],
          "kinds":[{"code":"V50","face":5000,"threshold":10000,"mostSharePercent":50,"mayStack":false,"leastClassHours":0,
           "leastMinutesPerHour":0}],
          "batches":[
           {"batch":1,"kind":"V50","mode":"drop","opensAt":"2026-06-01T02:00:00Z","closesAt":"2026-06-30T14:00:00Z","drawAt":null,
            "stock":20,"seniorReserve":3,"assistedReserve":2,"reserveOpensAt":"2026-06-08T02:00:00Z","validDays":7,"validTo":null,
            "waves":2,"waveSeconds":5},
           {"batch":2,"kind":"V50","mode":"lottery","opensAt":"2026-06-04T16:00:00Z","closesAt":"2026-06-09T16:00:00Z",
            "drawAt":"2026-06-10T02:00:00Z","stock":10,"seniorReserve":0,"assistedReserve":0,"reserveOpensAt":null,"validDays":null,
            "validTo":"2026-06-30"}],
          "claims":{"limits":[{"window":"week","count":1,"sum":null}],"mostHeld":2,"useBeforeNext":false},
          "use":{"weekdays":[],"from":null,"to":null,"mostPerDay":1},
          "eligible":{"ageFrom":null,"ageTo":null,"seniorFrom":60,"ties":[],"disabledOnly":false},
          "recycling":"same-batch","refunds":"restore","merchantCap":null}}
        """;
}
