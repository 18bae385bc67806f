namespace Application.Ports;

/// <summary>What makes signing keys and signs with them (密码设备): an HSM, or software where there is none.</summary>
/// <remarks>A private half never leaves it in the clear. The caller keeps the handle: an HSM's label, or a sealed key.</remarks>
public interface IKeyDevice
{
    /// <summary>software, or the HSM's name; published with each key.</summary>
    string Name { get; }

    /// <summary>False for software keys: not for production.</summary>
    bool ForProduction { get; }

    NewSigningKey Create();

    /// <returns>r and s, 64 bytes: SM2 with SM3 and the signer id 1234567812345678.</returns>
    byte[] Sign(string kid, byte[] handle, byte[] data);
}

/// <param name="Point">04‖X‖Y, 65 bytes.</param>
public sealed record NewSigningKey(string Kid, byte[] Point, byte[] Handle);

/// <summary>Handles of signing keys; a new one travels with the command that brings its key into use.</summary>
public interface IKeyHandles
{
    /// <exception cref="InvalidOperationException">The key is in the log and its handle is gone: rotate.</exception>
    Task<byte[]> FindAsync(string kid, CancellationToken cancellation);
}
