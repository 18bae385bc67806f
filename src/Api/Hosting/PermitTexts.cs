namespace Api.Hosting;

/// <summary>Words and examples for a permit's life and its ends.</summary>
static class PermitTexts
{
    public static IReadOnlyDictionary<string, ApiText> ByOperation { get; } = new Dictionary<string, ApiText>
    {
        ["ListPermits"] = new("Permits of the caller's district, the soonest end first; those in force unless told.")
        {
            Query =
            [
                ("state", "in-force, expired, withdrawn, annulled, revoked, deregistered or all."),
                ("endsBy", "Last day of the term at the latest, yyyy-MM-dd."),
                ("page", "From 1."), ("pageSize", "1 to 100; 20 unless told."),
            ],
        },
        ["GetPermitPage"] = new("A permit with its face, open requests, end and history; no names."),
        ["GetPermitDocument"] = new("A sealed text of an act on the permit: a proposal's statement, compensation, proof.")
        {
            Query = [("purpose", "handling-a-case, audit or data-subject-access; recorded before anything is shown.")],
        },
        ["ProposePermitEnding"] = new(
            "Propose to end a permit: withdrawal, annulment, revocation, or deregistration for a fact; somebody else decides. "
            + "One proposal is open at a time: another names the open one's cause in replaces.",
            """{"ending":"annulment","cause":"deceit","statement":"救生员证书系伪造，发证机构已函复"}""", true),
        ["WithdrawPermit"] = new(
            "Withdraw a lawful permit (撤回): law-changed or facts-changed.",
            """{"cause":"law-changed","publicInterest":"新国家标准禁止该类场所","compensation":"补偿改造损失，另行签订协议"}""", true),
        ["AnnulPermit"] = new(
            "Annul a permit that should not have been granted (撤销): abuse-of-power, ultra-vires, wrong-procedure, "
            + "unqualified-applicant with damages; deceit, bribery without, and with a bar of three years, "
            + "also after the term or the register entry has ended.",
            """{"cause":"wrong-procedure","damages":"赔偿直接损失"}""", true),
        ["RevokePermit"] = new(
            "Revoke as a penalty (吊销): serious-breach, or grave-consequences with the sports concerned.",
            """{"cause":"grave-consequences","penaltyDecisionNo":"苏体罚〔2026〕3号","sports":["SWIM"]}""", true),
        ["DeregisterPermit"] = new(
            "Close the register (注销): a clerk after another ending (term-expired, permit-withdrawn, permit-annulled, permit-revoked); an "
            + "approver for a fact that another officer proposed, with the paper that shows it: holder-died and holder-incapable of a "
            + "citizen, legal-person-ended of an organisation, business-ended, force-majeure.",
            """
            {"cause":"legal-person-ended","proof":{"document":"registration-cancellation","number":"(05080301)登字〔2026〕第0412号",
             "issuer":"苏州市姑苏区数据局","issuedOn":"2026-04-12"}}
            """, true),
    };
}
