using System.Text;
using Application.Effects;
using Application.Ports;
using Domain.Identity;
using Domain.Prepayments;

namespace Application.Prepayments;

/// <summary>Which stream a contract, a trainee or an institution is found in, and what the operator knows them by.</summary>
public static class PrepaymentStreams
{
    public const string AccountPrefix = "prepayment-account/";
    public const string AccountType = "prepayment_account";
    public const string CustodyType = "custody_account";

    const int AccountDigits = 16;

    public static string OfAccount(string accountNo) => AccountPrefix + accountNo;

    public static string OfCustody(string institution) => $"custody-account/{institution}";

    /// <summary>Follows from the two, so that there is one account of a trainee with an institution, whoever asks first.</summary>
    public static string AccountNoOf(ISm3 sm3, string institution, PersonRef trainee) =>
        "PA" + Convert.ToHexString(sm3.Hash(Encoding.UTF8.GetBytes($"{institution}\n{trainee.Value}")))[..AccountDigits];

    /// <summary>Null for what is no contract's number.</summary>
    public static string? AccountNoOf(string contractNo) =>
        contractNo.LastIndexOf('-') is > 0 and var at ? contractNo[..at] : null;

    /// <summary>The lock's id outside: that of the row which the signature gave.</summary>
    public static Guid LockIdOf(ISm3 sm3, Guid signature) => EffectId.Of(sm3, signature, OperatorCalls.LockPurpose);

    /// <summary>From the lock and what is moved, not from the event that asked: a fact that is told again has the id it had.</summary>
    public static Guid RequestIdOf(ISm3 sm3, Guid lockId, OperatorCall call) =>
        EffectId.Of(sm3, lockId, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{call.Purpose}/{call.Number}"));
}
