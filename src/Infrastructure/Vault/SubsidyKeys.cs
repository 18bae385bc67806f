using Application.Ports;

namespace Infrastructure.Vault;

/// <summary>Keys of tickets and draws, derived from the master key.</summary>
public sealed class SubsidyKeys(MasterKey master) : ISubsidyKeys
{
    public byte[] Tickets => master.VoucherTickets;

    public byte[] Draws => master.VoucherDraws;
}
