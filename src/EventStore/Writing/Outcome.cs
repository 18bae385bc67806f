namespace EventStore.Writing;

/// <summary>What one write of a batch came to: an answer, or the failure of its own decision.</summary>
readonly record struct Outcome(WriteResult? Result, Exception? Failure)
{
    /// <param name="position">Of the command's last event; 0 where it wrote none.</param>
    public Outcome At(long position) => Result switch
    {
        WriteResult.Committed { Repeated: false } committed => this with { Result = committed with { Position = position } },
        WriteResult.Refused { Repeated: false } refused => this with { Result = refused with { Position = position } },
        _ => this,
    };
}
