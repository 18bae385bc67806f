using Domain.Identity;
using NodaTime;

namespace Domain.PortalExchange;

/// <summary>Which upload set (办件数据上报) of the portal a row belongs to.</summary>
public enum ExchangeKind
{
    /// <summary>受理.</summary>
    Accept = 1,

    /// <summary>过程.</summary>
    Process = 2,

    /// <summary>结果.</summary>
    Result = 3,

    /// <summary>特别程序.</summary>
    Special = 4,

    /// <summary>材料.</summary>
    Material = 5,
}

/// <summary>One fact of a case that the portal is told once, by one row; what of it needs a name is filled in when it is sent.</summary>
/// <param name="Purpose">With the event's id it makes the row's guid, so it never changes; unique within an event.</param>
public abstract record ExchangeFact(ExchangeKind Kind, string Purpose);

public sealed record AcceptFact(LocalDate AcceptedOn) : ExchangeFact(ExchangeKind.Accept, "portal/accept");

/// <param name="Act">What was done in the step (event_name).</param>
/// <param name="Outcome">Business action of GB/T 39046: 通过, 退回 or 其他.</param>
/// <param name="Words">Stands for the explanation where no officer wrote one.</param>
/// <param name="Explanation">The officer's own words, sealed.</param>
public sealed record ProcessFact(ExchangeStep Step, string Act, string Outcome, PortalStatus Status, string Words, DocumentId? Explanation)
    : ExchangeFact(ExchangeKind.Process, $"portal/process/{Step.Code}");

/// <param name="Delivered">False when the decision is made, true when it has reached the applicant.</param>
/// <param name="CertificateNo">Permit or document number.</param>
public sealed record ResultFact(LocalDate On, ResultType Type, bool Delivered, string? CertificateNo)
    : ExchangeFact(ExchangeKind.Result, Delivered ? "portal/result/delivered" : "portal/result");

/// <summary>A time that does not count or was added, told when it is over: the portal wants its end (OUT-6).</summary>
/// <param name="From">First day.</param>
/// <param name="To">Last day.</param>
public sealed record SpecialFact(
    string Purpose, SpecialType Type, string Name, string Words, DocumentId? Reason, LocalDate From, LocalDate To)
    : ExchangeFact(ExchangeKind.Special, Purpose);

public sealed record MaterialFact(string MaterialCode, string Sm3) : ExchangeFact(ExchangeKind.Material, "portal/material");

/// <summary>A step (环节) in the portal's vocabulary: 收件, 受理, 补正, 审查, 决定, 制证, 办结, 挂起.</summary>
public sealed record ExchangeStep(string Code, string Name)
{
    public static readonly ExchangeStep Receipt = new("receipt", "收件");
    public static readonly ExchangeStep Acceptance = new("acceptance", "受理");
    public static readonly ExchangeStep Correction = new("correction", "补正");
    public static readonly ExchangeStep Review = new("review", "审查");
    public static readonly ExchangeStep Decision = new("decision", "决定");
    public static readonly ExchangeStep Certificate = new("certificate", "制证");
    public static readonly ExchangeStep Completion = new("completion", "办结");
    public static readonly ExchangeStep Suspension = new("suspension", "挂起");
}

/// <summary>The portal's numeric status of a case, as seen in a deployment: a mapping table, not law.</summary>
public enum PortalStatus
{
    /// <summary>已接件.</summary>
    Received = 26,

    /// <summary>待补办.</summary>
    ToBeCorrected = 28,

    /// <summary>已受理.</summary>
    Accepted = 30,

    /// <summary>已受理待补办.</summary>
    AcceptedToBeCorrected = 37,

    /// <summary>审批不通过.</summary>
    Refused = 40,

    /// <summary>审批通过.</summary>
    Granted = 50,

    /// <summary>正常办结.</summary>
    Completed = 90,

    /// <summary>不予受理.</summary>
    NotAccepted = 97,

    /// <summary>撤销申请.</summary>
    Withdrawn = 98,

    /// <summary>异常终止.</summary>
    Aborted = 99,
}

/// <summary>How a case ended for the portal; fictitious codes until the bureau supplies the portal's own.</summary>
public enum ResultType
{
    Granted = 1,
    Refused = 2,
    NotAccepted = 3,
    Withdrawn = 4,
    Closed = 5,
}

/// <summary>GB/T 39046 A.7.</summary>
public enum SpecialType
{
    /// <summary>延长审批.</summary>
    Extension = 1,

    /// <summary>Everything else.</summary>
    Other = 2,
}
