using System.Diagnostics;
using Domain.Kernel;
using Domain.Licensing;
using static Domain.Subsidies.WalletRefusals;
using Answer = Domain.Kernel.Answer<Domain.Subsidies.WalletEvent>;

namespace Domain.Subsidies;

/// <summary>VCH-18: a voucher is taken back by two persons, for a cause with a law behind it.</summary>
/// <remarks>Order of checks: who may, bad data, the voucher, the proposal.</remarks>
public static class WalletVoiding
{
    static readonly string[] ReasonsToTurnDown = ["not-proven", "wrong-voucher", "withdrawn"];

    static readonly Dictionary<string, LegalBasis> Causes = new(StringComparer.Ordinal)
    {
        ["fraud"] = Laws.FiscalOffences("14"),
        ["mistake"] = Laws.Budget("57"),
        ["holder-request"] = Laws.CivilCode("130"),
    };

    internal static Answer Decide(VoidingCommand command, VoucherWallet wallet, Programme.Running running) =>
        command switch
        {
            ProposeVoiding when command.Actor.Role != "finance-maker" => Answer.Refuse(VoidingMakerMustBeFinance),
            TurnDownVoiding or VoidVoucher when command.Actor.Role != "finance-checker" => Answer.Refuse(VoiderMustBeFinance),
            _ when command.Actor.District != running.District => Answer.Refuse(DistrictMustBeOwn),
            ProposeVoiding c => Propose(c, wallet),
            TurnDownVoiding c => TurnDown(c, wallet),
            VoidVoucher c => Void(c, wallet, running),
            _ => throw new UnreachableException($"No decision for {command.GetType().Name}."),
        };

    static Answer Propose(ProposeVoiding c, VoucherWallet wallet)
    {
        if (!Causes.TryGetValue(c.Cause, out var basis)) return Answer.Refuse(CauseMustBeKnown);
        if (!wallet.Held.ContainsKey(c.VoucherNo)) return Answer.Refuse(VoucherMustBeHeld);
        if (wallet.Review.Proposed.GetValueOrDefault(c.VoucherNo) is { } pending)
        {
            return pending.By == c.Actor.Person && pending.Cause == c.Cause
                ? Answer.Nothing
                : Answer.Refuse(VoidingIsPending);
        }

        return Answer.Accept(new VoidingProposed(c.VoucherNo, c.Cause, c.Actor.Person, WorkCalendar.DayOf(c.At), basis));
    }

    static Answer TurnDown(TurnDownVoiding c, VoucherWallet wallet)
    {
        if (!ReasonsToTurnDown.Contains(c.Reason)) return Answer.Refuse(CauseMustBeKnown with { Field = "reason" });
        if (wallet.Review.Voided.ContainsKey(c.VoucherNo)) return Answer.Refuse(VoucherMustBeHeld);
        if (wallet.Review.Proposed.GetValueOrDefault(c.VoucherNo) is not { } pending) return Answer.Refuse(VoidingMustBeProposed);

        return pending.By == c.Actor.Person
            ? Answer.Refuse(VoiderMustBeAnother)
            : Answer.Accept(new VoidingTurnedDown(c.VoucherNo, c.Reason, c.Actor.Person, WorkCalendar.DayOf(c.At)));
    }

    static Answer Void(VoidVoucher c, VoucherWallet wallet, Programme.Running running)
    {
        if (!Causes.TryGetValue(c.Cause, out var basis)) return Answer.Refuse(CauseMustBeKnown);
        if (wallet.Taken.Find(taken => taken.VoucherNo == c.VoucherNo) is not { } voucher || !wallet.Held.ContainsKey(c.VoucherNo))
            return Answer.Refuse(VoucherMustBeHeld);
        if (wallet.Review.Proposed.GetValueOrDefault(c.VoucherNo) is not { } pending) return Answer.Refuse(VoidingMustBeProposed);
        if (pending.By == c.Actor.Person) return Answer.Refuse(VoiderMustBeAnother);
        if (pending.Cause != c.Cause) return Answer.Refuse(CauseMustBeTheProposedOne);

        return Answer.Accept(new VoucherVoided(
            c.VoucherNo, voucher.Batch, voucher.Face, voucher.Share, c.Cause, c.Actor.Person, WorkCalendar.DayOf(c.At),
            WalletDecider.BackTo(voucher, running, c.At), basis));
    }
}
